"""Run every benchmark (or those named) and write bench/results/<name>.json."""

import json
import sys

from bench import HERE, measure, names

for name in sys.argv[1:] or names():
    report = json.dumps(measure(name), ensure_ascii=False, indent=2)
    (HERE / "results" / f"{name}.json").write_text(report + "\n", "utf-8")
    print(report)
