#!/bin/sh
# Checks published PDFs with veraPDF against PDF/UA-1 and PDF/A-2a; exit 0 when every file passes both.
#   tests/verapdf/check.sh FILE.pdf...
# Needs Java 11 or newer. The jar (org.verapdf.apps:cli, one file of 16 MB) is fetched by Maven into the
# folder of VERAPDF_HOME (default: ~/.cache/verapdf) the first time.
set -eu
VERSION=1.30.2
HOME_OF_JAR=${VERAPDF_HOME:-"$HOME/.cache/verapdf"}
JAR="$HOME_OF_JAR/cli-$VERSION.jar"
if [ $# -eq 0 ]; then
    echo "usage: $0 FILE.pdf..." >&2
    exit 2
fi
if [ ! -f "$JAR" ]; then
    mkdir -p "$HOME_OF_JAR"
    mvn -q -B dependency:copy -Dartifact="org.verapdf.apps:cli:$VERSION" -DoutputDirectory="$HOME_OF_JAR"
fi
failed=0
for flavour in ua1 2a; do
    said=$(java -jar "$JAR" -f "$flavour" --format text "$@") || failed=1
    echo "$said"
    case "$said" in *FAIL*) failed=1 ;; esac
done
exit $failed
