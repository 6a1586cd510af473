{{/* What each container of ours is: the image, what it may do, what it is told, and where it may write. */}}
{{- define "moorline.container" -}}
image: {{ include "moorline.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
envFrom:
  - configMapRef: {name: {{ include "moorline.name" . }}}
  {{- with .Values.existingSecret }}
  - secretRef: {name: {{ . | quote }}}
  {{- end }}
  {{- if .Values.secrets }}
  - secretRef: {name: {{ include "moorline.name" . }}}
  {{- end }}
{{- if or .Values.database.secret.name .Values.extraEnv }}
env:
  {{- with .Values.database.secret }}
  {{- if .name }}
  - name: MOORLINE_DATABASE_URL
    valueFrom: {secretKeyRef: {name: {{ .name | quote }}, key: {{ .key | quote }}}}
  {{- end }}
  {{- end }}
  {{- with .Values.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  {{- if eq .Values.database.kind "sqlite" }}
  - {name: book, mountPath: /data}
  {{- end }}
  {{- if .Values.policy }}
  - {name: policy, mountPath: /etc/moorline, readOnly: true}
  {{- end }}
{{- end -}}

{{/* What a pod of ours is, whatever runs in it. */}}
{{- define "moorline.pod" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
automountServiceAccountToken: false
# A Service called moorline would be told to its pods as MOORLINE_PORT, which is a setting of ours.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: tmp
    emptyDir: {}
  {{- if eq .Values.database.kind "sqlite" }}
  - name: book
    persistentVolumeClaim: {claimName: {{ include "moorline.claim" . | quote }}}
  {{- end }}
  {{- if .Values.policy }}
  - name: policy
    configMap: {name: {{ include "moorline.name" . }}-policy}
  {{- end }}
{{- end -}}
