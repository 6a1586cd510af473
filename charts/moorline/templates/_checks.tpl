{{/* What would only be found out after the start, said before it, with the next step. */}}
{{- define "moorline.checked" -}}
{{- $mode := .Values.settings.mode | default "socket" -}}
{{- $sqlite := eq .Values.database.kind "sqlite" -}}
{{- $said := .Values.secrets -}}
{{- if not .Values.image.repository -}}
{{- fail "image.repository is empty. Next step: build the image from the Dockerfile, push it to your registry, and name it with --set image.repository=…" -}}
{{- end -}}
{{- if not .Values.existingSecret -}}
{{- $needed := ternary (list "slack_bot_token" "slack_signing_secret") (list "slack_bot_token" "slack_app_token") (eq $mode "http") -}}
{{- range $needed -}}
{{- if not (get $said .) -}}
{{- fail (printf "%s is not set, and mode %s needs it. Next step: make a Secret with MOORLINE_%s and name it with --set existingSecret=…, or set secrets.%s" . $mode (upper .) .) -}}
{{- end -}}
{{- end -}}
{{- if not (or $sqlite .Values.database.secret.name (get $said "database_url")) -}}
{{- fail "The address of PostgreSQL is not set. Next step: name the Secret that holds it with --set database.secret.name=…, or set secrets.database_url, or choose database.kind=sqlite with replicas=1" -}}
{{- end -}}
{{- end -}}
{{- if and $sqlite (ne (int .Values.replicas) 1) -}}
{{- fail "A book on SQLite is read and written by one replica. Next step: set replicas=1, or database.kind=postgresql" -}}
{{- end -}}
{{- if and $sqlite (or .Values.database.secret.name (get $said "database_url")) -}}
{{- fail "database.kind is sqlite, and an address of a database is given too. Next step: set database.kind=postgresql, or take the address away" -}}
{{- end -}}
{{- $each := int (.Values.settings.socket_connections | default 2) -}}
{{- $most := mul (add (int .Values.replicas) (ternary 0 1 $sqlite)) $each -}}
{{- if and (eq $mode "socket") (gt $most 10) -}}
{{- fail (printf "Slack lets an app have 10 connections of Socket Mode, and an upgrade of %d replicas with %d each would take %d. Next step: fewer replicas, or settings.mode=http" (int .Values.replicas) $each $most) -}}
{{- end -}}
{{- if and .Values.ingress.enabled (eq $mode "socket") (not (or .Values.ingress.trackers .Values.ingress.surveys)) -}}
{{- fail "With Socket Mode nothing comes in from outside. Next step: set ingress.enabled=false, or settings.mode=http, or let webhooks in with ingress.trackers or ingress.surveys" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "ingress.host is empty. Next step: name the host that Slack calls with --set ingress.host=…" -}}
{{- end -}}
{{- end -}}
