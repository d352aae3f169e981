{{/* The matchers of the library's own metrics, as they are called in Prometheus; takes a list of the root and one more. */}}
{{- define "queue-job.matchers" -}}
{{- $root := index . 0 -}}
messaging_destination_name={{ $root.Values.queue.name | quote }},{{ index . 1 }}
{{- with $root.Values.prometheusRule.matchers }},{{ . }}{{ end -}}
{{- end -}}

{{/*
How many deliveries ended so. Their series begins with the first of them, which increase() does not see: a series that was not there
before counts as it is. Takes a list of the root, the outcome, and the time to look back.
*/}}
{{- define "queue-job.deliveriesWithin" -}}
{{- $series := printf "queue_job_deliveries_total{%s}" (include "queue-job.matchers" (list (index . 0) (printf "queue_job_outcome=%q" (index . 1)))) -}}
sum(
  (
    {{ $series }}
    unless {{ $series }} offset {{ index . 2 }}
  )
  or increase({{ $series }}[{{ index . 2 }}])
)
{{- end -}}

{{/* What the names of the Jobs match that the trigger makes. */}}
{{- define "queue-job.jobNames" -}}
{{- if eq .Values.trigger.type "keda" -}}
{{ include "queue-job.fullname" . }}-[a-z0-9]{5}
{{- else if eq .Values.trigger.type "cronJob" -}}
{{ include "queue-job.fullname" . }}-[0-9]+
{{- else -}}
{{ include "queue-job.jobName" . }}
{{- end -}}
{{- end -}}

{{/*
What KEDA says of this ScaledJob, whose namespace stands in one label or in the other, as Prometheus happens to be set up. Takes a
list of the root, the label that names the ScaledJob, and what to ask, with `%s` where matchers belong.
*/}}
{{- define "queue-job.ofKeda" -}}
{{- $root := index . 0 -}}
{{- $this := printf "%s=%q" (index . 1) (include "queue-job.fullname" $root) -}}
{{- $namespace := printf "namespace=%q" $root.Release.Namespace -}}
{{ printf (index . 2) (printf "exported_%s,%s" $namespace $this) }}
or {{ printf (index . 2) (printf `exported_namespace="",%s,%s` $namespace $this) }}
{{- end -}}
