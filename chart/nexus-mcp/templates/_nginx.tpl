{{- /* The configuration of nginx, from the same values as the routes of the mesh and of the gateway; takes the root context.

- Names of Services are looked up once, when nginx starts: their addresses stay. A change of the tracks restarts the pods
  (checksum annotation).
- Each upstream names its Service twice: a connection that cannot be made, because its pod has just gone, is tried once more
  and the Service leads to another pod. A POST that was sent is never sent again.
- Connections idle for longer than the server's drain pause are not used again, so none is used in the moment that its
  pod closes it. */ -}}
{{- define "nexus-mcp.nginxConf" -}}
{{- $header := .Values.release.header | lower | replace "-" "_" -}}
{{- $rules := include "nexus-mcp.trackRules" . | fromJsonArray -}}
{{- $shares := include "nexus-mcp.shares" . | fromJsonArray -}}
{{- $main := (first $shares).track.name -}}
daemon off;
worker_processes 1;
worker_rlimit_nofile 16384;
worker_shutdown_timeout 25s;
pid /tmp/nginx.pid;
error_log stderr error;

events {
  # A stream takes two: the client's and the server's.
  worker_connections 8192;
}

http {
  log_format json escape=json '{"time":"$time_iso8601","remote":"$remote_addr","method":"$request_method",'
    '"path":"$uri","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,"track":"$track",'
    '"upstream":"$upstream_addr","request":"$request_id"}';
  access_log /dev/stdout json;

  server_tokens off;
  default_type application/json;
  client_body_temp_path /tmp/client;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  tcp_nodelay on;
  keepalive_timeout 75s;
  send_timeout 3600s;
  client_body_timeout 30s;
  client_header_timeout 30s;
  client_max_body_size 4m;
  client_body_buffer_size 64k;

  # A proxy in front may have ended TLS.
  map $http_x_forwarded_proto $forwarded_proto {
    default $http_x_forwarded_proto;
    "" $scheme;
  }
{{- if gt (len $shares) 1 }}

  # Each request on its own: a client sees both tracks.
  split_clients $request_id $share {
    {{- range rest $shares }}
    {{ .weight }}% {{ .track.name }};
    {{- end }}
    * {{ $main }};
  }
{{- end }}

  map $http_{{ $header }} $track {
    default {{ gt (len $shares) 1 | ternary "$share" $main }};
    {{- range $rules }}
    "~^{{ regexQuoteMeta .version }}$" {{ .track.name }};
    {{- end }}
  }
{{ range include "nexus-mcp.tracks" . | fromJsonArray }}
  upstream {{ .name }} {
    server {{ .service }}:{{ $.Values.service.port }} max_fails=0;
    server {{ .service }}:{{ $.Values.service.port }} max_fails=0;
    keepalive 64;
    keepalive_timeout {{ max 1 (sub (int $.Values.drain.pauseSeconds) 1) }}s;
  }
{{ end }}
  server {
    listen {{ .Values.nginx.port }} reuseport backlog=1024;

    location = /healthz {
      access_log off;
      default_type text/plain;
      return 200 "ok\n";
    }

    # What nginx itself has to say is JSON-RPC too.
    error_page 413 = @large;
    error_page 502 504 = @gone;
    location @large {
      return 413 '{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the body is larger than 4 MiB"}}';
    }
    location @gone {
      add_header Retry-After 2 always;
      return 503 '{"jsonrpc":"2.0","id":null,"error":{"code":-32603,"message":"no server answers, try again"}}';
    }

    location / {
      proxy_pass http://$track;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $forwarded_proto;
      proxy_set_header X-Request-Id $request_id;
      # Events reach the client as they are written, however long the silence between them.
      proxy_buffering off;
      proxy_cache off;
      proxy_connect_timeout 2s;
      proxy_send_timeout 3600s;
      proxy_read_timeout 3600s;
      proxy_next_upstream error timeout;
      proxy_next_upstream_tries 2;
    }
  }
}
{{- end -}}
