# shellcheck shell=bash
# The cluster that KUBECONFIG names, and our images on it. Sourced by ops/check and ops/e2e after ops/tools.sh.

# Whether kubectl sees a node that is Ready.
has_cluster() {
  [ -n "${KUBECONFIG:-}" ] && [ -n "${NEXUS_KUBECTL:-}" ] || return 1
  "$NEXUS_KUBECTL" get nodes --request-timeout=10s \
    --output 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{" "}{end}' 2>/dev/null | grep -q True
}

# Sets NEXUS_CLUSTER_TAG to images that the nodes of the cluster have or can pull: those it names, or ours, loaded now.
#   NEXUS_LOAD_IMAGE   a command that takes an archive of `docker save`
load_images() {
  local archive=$WORK/images.tar name images=()
  if ! has_cluster; then
    echo 'SKIPPING tests on a cluster: KUBECONFIG names none with a Ready node. ops/e2e --help tells how to get one.'
    unset NEXUS_CLUSTER_TAG
    return
  fi
  [ -z "${NEXUS_CLUSTER_TAG:-}" ] || return 0
  if [ -z "${NEXUS_IMAGE_TAG:-}" ] || [ -z "${NEXUS_LOAD_IMAGE:-}" ]; then
    echo 'SKIPPING tests on a cluster: its nodes have no images of ours. Set NEXUS_LOAD_IMAGE; ops/e2e --help tells more.'
    return
  fi
  for name in nexus-mcp nexus-ssh-tunnel nexus-nginx nexus-demo; do images+=("$name:$NEXUS_IMAGE_TAG"); done
  # Of tests alone, so it is none of ops/image.
  if [ -n "${NEXUS_S3PROXY:-}" ] && docker build --quiet --tag "nexus-s3:$NEXUS_IMAGE_TAG" -f "$ROOT/ops/images/s3/Dockerfile" \
    "$NEXUS_S3PROXY" >>"$LOG" 2>&1; then
    images+=("nexus-s3:$NEXUS_IMAGE_TAG")
    export NEXUS_CLUSTER_S3=nexus-s3:$NEXUS_IMAGE_TAG
  fi
  echo 'loading the images into the cluster…'
  # shellcheck disable=SC2086 # it is a command with its arguments
  if docker save --output "$archive" "${images[@]}" >>"$LOG" 2>&1 && $NEXUS_LOAD_IMAGE "$archive" >>"$LOG" 2>&1; then
    rm -f "$archive"
    export NEXUS_CLUSTER_TAG=$NEXUS_IMAGE_TAG
  else
    rm -f "$archive"
    echo "The images could not be loaded into the cluster, see $LOG." >&2
    return 1
  fi
}
