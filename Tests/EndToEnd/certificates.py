"""A certificate authority of the tests' own, by the openssl command."""

import subprocess
from pathlib import Path

KEYS = {"ec": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "rsa": ["-newkey", "rsa:2048"]}
AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"


class Pair:
    """A server's certificate with what leads to the root, and its key."""

    def __init__(self, chain, key):
        self.chain, self.key = Path(chain), Path(key)

    @property
    def both(self):
        """One file with all of it, as HAProxy wants it."""
        path = self.chain.with_suffix(".both")
        path.write_text(self.chain.read_text() + self.key.read_text())
        path.chmod(0o600)
        return path

    @property
    def option(self):
        """Its entry in a configuration's `https.certificates`."""
        return {"chain": str(self.chain), "key": str(self.key)}

    def replace(self, other):
        """Puts another pair into its place, as an ACME client does: a new file under the old name."""
        for old, new in ((self.key, other.key), (self.chain, other.chain)):
            fresh = old.with_suffix(".new")
            fresh.write_bytes(new.read_bytes())
            fresh.chmod(0o600)
            fresh.rename(old)

    def serial(self):
        return serial(self.chain.read_text())


class Authority:
    """A root, and an intermediate by which it signs if asked."""

    def __init__(self, directory):
        self.directory, self.count = directory, 0
        directory.mkdir(exist_ok=True)
        self.root, self.root_key = directory / "root.pem", directory / "root.key"
        subject = ["-subj", "/CN=Test Root", "-days", "30", "-addext", "keyUsage=critical,keyCertSign"]
        openssl("req", "-x509", *KEYS["ec"], "-nodes", *subject, "-keyout", self.root_key, "-out", self.root)
        self.middle, self.middle_key = self._sign("middle", "Test Intermediate", AUTHORITY, self.root, self.root_key)

    def issue(self, *names, kind="ec", days=90, is_complete=True):
        """A certificate for these names; incomplete is one without the intermediate."""
        self.count += 1
        extensions = "subjectAltName=" + ",".join(f"DNS:{name}" for name in names) + "\n"
        signer = (self.middle, self.middle_key)
        chain, key = self._sign(f"server{self.count}", names[0], extensions, *signer, kind=kind, days=days)
        if is_complete:
            chain.write_text(chain.read_text() + self.middle.read_text())
        return Pair(chain, key)

    def _sign(self, file, name, extensions, signer, signer_key, kind="ec", days=30):
        chain, key = self.directory / f"{file}.pem", self.directory / f"{file}.key"
        request, listed = self.directory / f"{file}.csr", self.directory / f"{file}.ext"
        openssl("req", *KEYS[kind], "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", request)
        listed.write_text(extensions + "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
        signing = ["-CA", signer, "-CAkey", signer_key, "-CAcreateserial", "-days", str(days), "-extfile", listed]
        openssl("x509", "-req", "-in", request, *signing, "-out", chain)
        key.chmod(0o600)
        return chain, key


def serial(text):
    """Of the first certificate in a text that may hold more."""
    return openssl("x509", "-noout", "-serial", given=text).strip().split("=")[1]


def openssl(*arguments, given=""):
    """What the command prints; it must succeed."""
    done = run(*arguments, given=given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run(*arguments, given=""):
    """The command's whole outcome."""
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)
