"""Writes a starting corpus of expressions to /tmp/huiqi-corpus: the shorter ones of the conformance kit, where it is at hand."""
import hashlib, json, pathlib

root = pathlib.Path(__file__).resolve().parent.parent
out = pathlib.Path("/tmp/huiqi-corpus")
out.mkdir(exist_ok=True)
kit = root.parent / "shared/tck/feel-cases.jsonl"
seeds = ["a + b", "if h = null then a else h", "e in [\"x\", \"y\"]", "some s in f satisfies s = \"x\"", "d.year", "i[item > 1]", "{a: 1, b: a}.b"]
if kit.exists():
    seeds += [json.loads(line)["expression"] for line in kit.open()]
for text in seeds:
    if len(text) <= 200:
        (out / hashlib.sha1(text.encode()).hexdigest()).write_text(text)
print(len(list(out.iterdir())), "expressions in", out)
