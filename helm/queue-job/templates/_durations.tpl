{{/*
Milliseconds of a duration in any form that the library takes: a number of seconds, `30s`, `1h30m`, `PT10M`, `00:10:00`,
`1.02:03:04`. Empty for what is none.
*/}}
{{- define "queue-job.milliseconds" -}}
{{- $text := include "queue-job.text" . | trim | lower -}}
{{- $timeSpan := `^(?:(\d+)\.)?([01]?\d|2[0-3]):([0-5]?\d)(?::([0-5]?\d(?:\.\d{1,7})?))?$` -}}
{{- $units := "" -}}
{{- if regexMatch `^\d+(?:\.\d+)?$` $text -}}
{{- $units = printf "%ss" $text -}}
{{- else if regexMatch `^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$` $text -}}
{{- $units = $text -}}
{{- else if regexMatch `^p(?:\d+(?:\.\d+)?d)?(?:t(?:\d+(?:\.\d+)?h)?(?:\d+(?:\.\d+)?m)?(?:\d+(?:\.\d+)?s)?)?$` $text -}}
{{- if not (hasSuffix "t" $text) }}{{ $units = $text }}{{ end -}}
{{- else if regexMatch $timeSpan $text -}}
{{- $units = regexReplaceAll $timeSpan $text "${1}d ${2}h ${3}m ${4}s" -}}
{{- end -}}
{{- $length := dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 "d" 86400000 -}}
{{- $sum := 0.0 -}}
{{- $parts := regexFindAll `\d+(?:\.\d+)?(?:ms|s|m|h|d)` $units -1 -}}
{{- range $parts -}}
{{- $unit := regexFind `[a-z]+$` . -}}
{{- $sum = addf $sum (mulf (trimSuffix $unit .) (get $length $unit)) -}}
{{- end -}}
{{- if $parts }}{{ round $sum 0 | int64 }}{{ end -}}
{{- end -}}

{{/*
The timers as JSON: for each setting that is a duration its milliseconds, its default where it has one and is not given. What is
missing has no limit, or is no duration and told of elsewhere.
*/}}
{{- define "queue-job.timers" -}}
{{- $timers := dict -}}
{{- $given := mergeOverwrite (dict "VisibilityTimeout" "30s" "ShutdownGracePeriod" "20s") (deepCopy .Values.settings) -}}
{{- range $name := list "VisibilityTimeout" "ShutdownGracePeriod" "ExecutionTimeout" "MaxRunTime" -}}
{{- with include "queue-job.milliseconds" (get $given $name) }}{{ $_ := set $timers $name (int64 .) }}{{ end -}}
{{- end -}}
{{- toJson $timers -}}
{{- end -}}

{{/* In seconds: the grace that is left to the executor, and 10 more to release its message and close. */}}
{{- define "queue-job.terminationGracePeriodSeconds" -}}
{{- if kindIs "invalid" .Values.terminationGracePeriodSeconds -}}
{{- $timers := include "queue-job.timers" . | fromJson -}}
{{- divf $timers.ShutdownGracePeriod 1000 | ceil | int64 | add 10 -}}
{{- else -}}
{{- int64 .Values.terminationGracePeriodSeconds -}}
{{- end -}}
{{- end -}}
