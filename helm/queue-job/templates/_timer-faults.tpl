{{/* Timers that do not hold together, a line each. */}}
{{- define "queue-job.timerFaults" -}}
{{- $timers := include "queue-job.timers" . | fromJson -}}
{{- $settings := .Values.settings -}}
{{- $grace := $timers.ShutdownGracePeriod | default 0 | int64 -}}
{{- $graceText := include "queue-job.text" ($settings.ShutdownGracePeriod | default "20s") -}}
{{- $lease := $timers.VisibilityTimeout | default 0 | int64 -}}
{{- $leaseText := include "queue-job.text" ($settings.VisibilityTimeout | default "30s") -}}
{{- $termination := include "queue-job.terminationGracePeriodSeconds" . | int64 -}}
{{- $least := add (divf $grace 1000 | ceil | int64) 10 -}}
{{- if lt $termination $least }}
- terminationGracePeriodSeconds ({{ $termination }}) is too short: the executor may go on for settings.ShutdownGracePeriod ({{ $graceText }}), and its message must be released after that. Write {{ $least }} or more, or remove it.
{{- end }}
{{- if and $lease (ge $grace $lease) }}
- settings.ShutdownGracePeriod ({{ $graceText }}) is not shorter than the lease, settings.VisibilityTimeout ({{ $leaseText }}): on a node that loses its network while it drains, the message would be another's before the executor is aborted. Shorten it, or lengthen the lease.
{{- end }}
{{- $work := $timers.ExecutionTimeout | default 0 | int64 -}}
{{- $by := list -}}
{{- if $work }}{{ $by = list "settings.ExecutionTimeout" }}{{ end -}}
{{- if and $timers.MaxRunTime (ne (include "queue-job.text" ($settings.MaxMessages | default 1)) "1") -}}
{{- $work = add $work (int64 $timers.MaxRunTime) -}}
{{- $by = prepend $by "settings.MaxRunTime" -}}
{{- end -}}
{{- $deadlines := dict "activeDeadlineSeconds" .Values.activeDeadlineSeconds "job.activeDeadlineSeconds" .Values.job.activeDeadlineSeconds -}}
{{- range $name, $seconds := $deadlines }}
{{- if and $work (not (kindIs "invalid" $seconds)) (le (mul (int64 $seconds) 1000) $work) }}
- {{ $name }} ({{ int64 $seconds }}) ends the pod before the library can end the work, which may take {{ divf $work 1000 }} s by {{ join " and " $by }}. Write more, for the start as well, or remove it.
{{- end }}
{{- end }}
{{- with .Values.job.activeDeadlineSeconds }}
{{- if le (int64 .) (int64 ($.Values.activeDeadlineSeconds | default 0)) }}
- job.activeDeadlineSeconds ({{ int64 . }}) is not longer than activeDeadlineSeconds ({{ int64 $.Values.activeDeadlineSeconds }}), although the waiting for a node counts in it. Write more, or remove it.
{{- end }}
{{- end }}
{{- end -}}
