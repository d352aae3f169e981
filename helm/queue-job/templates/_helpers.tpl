{{- /* The last line of a template ends without a line end: of one, Helm 4 would make a blank line, and Helm 3 none. */ -}}
{{- define "queue-job.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{/* At most 52 characters: what is made from it, Jobs and their pods, must fit in 63. */}}
{{- define "queue-job.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "queue-job.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "queue-job.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "queue-job.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "queue-job.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* What a NetworkPolicy selects the pods by. */}}
{{- define "queue-job.selectorLabels" -}}
app.kubernetes.io/name: {{ include "queue-job.name" . }}
app.kubernetes.io/instance: {{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{/* The labels of an object; takes a list of the root and labels of its own, which win. */}}
{{- define "queue-job.labels" -}}
{{- $root := index . 0 -}}
{{- $own := dict
  "helm.sh/chart" (printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-")
  "app.kubernetes.io/component" "worker"
  "app.kubernetes.io/managed-by" $root.Release.Service
-}}
{{- with $root.Values.image.tag }}{{ $_ := set $own "app.kubernetes.io/version" (trunc 63 . | trimAll "-_.") }}{{ end -}}
{{- $selector := include "queue-job.selectorLabels" $root | fromYaml -}}
{{- merge (deepCopy $selector) (deepCopy (index . 1)) (deepCopy $root.Values.commonLabels) $own | toYaml -}}
{{- end -}}

{{/* The annotations of an object, with their key, if there are any; takes a list of the root and annotations of its own, which win. */}}
{{- define "queue-job.annotations" -}}
{{- with merge (deepCopy (index . 1)) (deepCopy (index . 0).Values.commonAnnotations) -}}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* The metadata of an object that is named after the release. */}}
{{- define "queue-job.metadata" -}}
name: {{ include "queue-job.fullname" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "queue-job.labels" (list . dict) | nindent 2 }}
{{- with include "queue-job.annotations" (list . dict) }}
{{ . }}
{{- end }}
{{- end -}}

{{- define "queue-job.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository .Values.image.tag -}}
{{- end -}}
{{- end -}}

{{/* The Secret that holds the connection string: one that exists, or the chart's own. */}}
{{- define "queue-job.secretName" -}}
{{- .Values.auth.connectionString.existingSecret.name | default (include "queue-job.fullname" .) -}}
{{- end -}}

{{- define "queue-job.triggerAuthenticationName" -}}
{{- .Values.keda.triggerAuthentication.name | default (include "queue-job.fullname" .) -}}
{{- end -}}

{{/* The Job of `trigger.type: job`. */}}
{{- define "queue-job.jobName" -}}
{{ include "queue-job.fullname" . }}-{{ .Values.job.nameSuffix | default .Release.Revision }}
{{- end -}}

{{/* "true" where KEDA is to count a pod as starting until its message is leased. */}}
{{- define "queue-job.leaseGate" -}}
{{- if and (eq .Values.trigger.type "keda") .Values.keda.leaseGate.enabled }}true{{ end -}}
{{- end -}}

{{- define "queue-job.readyFile" -}}
{{- .Values.settings.ReadyFile | default "/tmp/ready" -}}
{{- end -}}

{{- define "queue-job.poisonQueueName" -}}
{{- printf "%s-%s" .Values.queue.name (.Values.settings.PoisonQueueSuffix | default .Values.settings.PoisenQueueSuffix | default "poisen") -}}
{{- end -}}
