# Sourced by test.sh.

# debian_program PROGRAM PACKAGE VARIABLE
# Prints the path of a program: the one that VARIABLE names, else one on the PATH, else one unpacked from Debian's package. Unlike
# installing, unpacking starts no service and needs no root. Fails, with a sentence, if there is none.
debian_program() {
  local program=$1 package=$2 path=${!3:-} PATH=$PATH:/usr/sbin:/sbin
  local folder=$PWD/artifacts/debian/$package
  if [ -n "$path" ]; then
    [ -x "$path" ] || { echo "$3 is $path, which is not an executable. Correct or unset it." >&2; return 1; }
  else
    path=$(type -P "$program") || path=$folder/run
    if [ "$path" = "$folder/run" ] && [ ! -x "$path" ]; then
      command -v apt-get >/dev/null || { echo "$program is not on the PATH. Install it, or set $3 to its path." >&2; return 1; }
      echo "No $program found. Unpacking Debian's package $package." >&2
      mkdir -p "${folder%/*}"
      unpack_debian_package "$program" "$package" "$folder" >"$folder.log" 2>&1 ||
        { echo "$program is not on the PATH, and Debian's package $package could not be unpacked ($folder.log). Install it, or set $3 to its path." >&2; return 1; }
    fi
  fi
  echo "$path"
}

# unpack_debian_package PROGRAM PACKAGE FOLDER
# Unpacks a package and what it depends on beyond the packages installed, and makes FOLDER/run start the program.
unpack_debian_package() {
  local program=$1 package=$2 folder=$3 names libraries target
  # The machine's package lists may be missing or too old, and only root can update them.
  local apt=(timeout 120 apt-get -q -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
  rm -rf "$folder"
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/root" &&
    "${apt[@]}" update &&
    names=$("${apt[@]}" -s install --no-install-recommends "$package" | sed -n 's/^Inst \([^ ]*\) .*/\1/p') &&
    (cd "$folder/cache" && "${apt[@]}" download ${names:-"$package"}) &&
    for archive in "$folder"/cache/*.deb; do dpkg -x "$archive" "$folder/root" || return 1; done &&
    target=$(find "$folder/root" -path "*bin/$program" -print -quit) && [ -n "$target" ] &&
    libraries=$(find "$folder/root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:) &&
    printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s" "$@"\n' "$libraries" "$target" >"$folder/start" &&
    chmod +x "$folder/start" && "$folder/start" -v && mv "$folder/start" "$folder/run" && rm -rf "$folder/lists" "$folder/cache"
}
