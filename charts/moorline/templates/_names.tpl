{{- define "moorline.name" -}}
{{- $usual := ternary .Release.Name (printf "%s-moorline" .Release.Name) (contains "moorline" .Release.Name) -}}
{{- .Values.fullnameOverride | default $usual | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What the replicas are found by; the pod of `helm test` is none of them. */}}
{{- define "moorline.chosen" -}}
app.kubernetes.io/name: moorline
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: bot
{{- end -}}

{{- define "moorline.labels" -}}
app.kubernetes.io/name: moorline
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "moorline.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{- define "moorline.claim" -}}
{{- .Values.database.volume.existingClaim | default (printf "%s-book" (include "moorline.name" .)) -}}
{{- end -}}

{{/* A setting's name as the environment has it, and its value as text; a list is written with commas. */}}
{{- define "moorline.settings" -}}
{{- range $name, $value := . }}
{{- if kindIs "slice" $value }}
MOORLINE_{{ upper $name }}: {{ join "," $value | quote }}
{{- else if not (kindIs "invalid" $value) }}
MOORLINE_{{ upper $name }}: {{ $value | toString | quote }}
{{- end }}
{{- end }}
{{- end -}}
