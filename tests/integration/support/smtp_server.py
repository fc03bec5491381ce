"""A mail server on the loopback address, for the tests of mail.

Usage: smtp_server.py FOLDER USER PASSWORD [--without-tls] [--dotted]

FOLDER holds certificate.pem and key.pem. Each letter is written there as NNNN.eml before it is
acknowledged, and each command (secrets left out) as a line of the file `commands`. XOAUTH2 takes the token that the file
`token` holds. With --dotted a recipient is taken only from who has greeted with a host name that has a dot. Prints its port
once it listens, and ends when its standard input does.
"""

import asyncio
import base64
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder = pathlib.Path(sys.argv[1])
user, password = sys.argv[2].encode(), sys.argv[3].encode()
with_tls = "--without-tls" not in sys.argv
wants_host_name = "--dotted" in sys.argv


def note(command):
    with open(folder / "commands", "a", encoding="utf-8") as file:
        file.write(command + "\n")


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (user, password)
    note(f"AUTH {mechanism} {'encrypted' if session.ssl else 'in the clear'} {'good' if good else 'wrong'}")
    return AuthResult(success=good, handled=False)


class Handler:
    count = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        note(f"EHLO {'encrypted' if session.ssl else 'in the clear'}")
        note(f"HELLO {hostname}")
        return responses

    async def auth_XOAUTH2(self, server, args):
        said = base64.b64decode(args[1]).decode()
        token = (folder / "token").read_text() if (folder / "token").exists() else ""
        good = bool(token) and said == f"user={user.decode()}\x01auth=Bearer {token}\x01\x01"
        note(f"AUTH XOAUTH2 {'good' if good else 'wrong'}")
        return AuthResult(success=good, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        note(f"MAIL {address}")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        note(f"RCPT {address}")
        name = session.host_name or ""
        if wants_host_name and ("." not in name or name.startswith("[")):
            return "504 5.5.2 Helo command rejected: need fully-qualified hostname"
        if address.startswith("later@"):
            return "451 4.7.1 Greylisted, come back later"
        if address.startswith("never@"):
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        (folder / f"{Handler.count:04}.eml").write_bytes(envelope.content)
        note(f"DATA {Handler.count}")
        return f"250 Taken as number {Handler.count}"


def protocol():
    if not with_tls:
        return SMTP(Handler(), hostname="localhost", auth_require_tls=False, authenticator=authenticate)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return SMTP(
        Handler(),
        hostname="localhost",
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticate,
    )


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Whoever started it has gone when the input ends.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
