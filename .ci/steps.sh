# Named, timed steps and a clean end. Sourced by run; gives it $work, a folder for this run.

work=$(mktemp -d)
current=""
failed=""
times=""
at_exit=()

finish() {
  local code=$?
  if ((${#at_exit[@]})); then "${at_exit[@]}" >/dev/null || true; fi
  kill $(jobs -p) 2>/dev/null || true
  rm -rf "$work"
  printf '\n%s%5d s  in all\n' "$times" "$SECONDS"
  [[ $code -eq 0 ]] || printf 'FAILED:%s\n' "${failed:- $current}"
}
trap finish EXIT

# A step that all others need: its failure ends the run.
prepare() {
  begin "$1"
  "${@:2}"
  end
}

# A step of its own: its failure is told at the end, so that one run shows every problem.
check() {
  begin "$1"
  "${@:2}" || failed+=" [$current]"
  end
}

# A step beside those that follow, one at a time: for what keeps no processor busy all the time.
aside() {
  aside_name=$1
  aside_started=$SECONDS
  "${@:2}" >"$work/aside.log" 2>&1 &
  aside_process=$!
}

# Waits for the step beside, and tells what it said.
await() {
  begin "$aside_name"
  wait "$aside_process" || failed+=" [$current]"
  cat "$work/aside.log"
  started=$aside_started
  end
}

begin() {
  current=$1
  started=$SECONDS
  printf '\n=== %s\n' "$current"
}

end() {
  times+=$(printf '%5d s  %s' $((SECONDS - started)) "$current")$'\n'
}
