"""An OpenID provider on loopback, for tests: real HTTP, real keys, PKCE checked; it can be told to lie.

Run as a program it prints its port. `PUT /behaviour` says how it answers from then on.
"""

import base64
import hashlib
import socket
import sys
import time
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from litestar import Litestar, Request, get, post, put
from litestar.response import Redirect, Response

CLIENT, SECRET = "utblick-test", "a secret of the test"


def build(port: int) -> Litestar:
    issuer = f"http://127.0.0.1:{port}"
    honest, forged = (RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"}) for _n in range(2))
    behaviour: dict[str, Any] = {}
    codes: dict[str, dict[str, str]] = {}

    @get("/.well-known/openid-configuration", sync_to_thread=False)
    def discovery() -> dict[str, Any]:
        out = {} if behaviour.get("no_logout") else {"end_session_endpoint": f"{issuer}/logout"}
        return {
            **out,
            "issuer": behaviour.get("issuer", issuer),
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": behaviour.get("token_endpoint", f"{issuer}/token"),
            "jwks_uri": f"{issuer}/keys",
            "token_endpoint_auth_methods_supported": behaviour.get("methods", ["client_secret_basic"]),
        }

    @get("/keys", sync_to_thread=False)
    def keys() -> dict[str, Any]:
        return dict(KeySet([honest]).as_dict(private=False))

    @get("/authorize", sync_to_thread=False)
    def authorize(request: Request[Any, Any, Any]) -> Response[Any]:
        asked = dict(request.query_params)
        wanted = {"response_type": "code", "client_id": CLIENT, "code_challenge_method": "S256"}
        if any(asked.get(name) != value for name, value in wanted.items()) or "openid" not in asked["scope"]:
            return Response({"error": "invalid_request"}, status_code=400)
        if behaviour.get("declines"):
            return Redirect(
                f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
            )
        code = token_urlsafe(16)
        codes[code] = asked
        return Redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    @get("/logout", sync_to_thread=False)
    def logout(request: Request[Any, Any, Any]) -> Response[Any]:
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT or not asked.get("post_logout_redirect_uri"):
            return Response({"error": "invalid_request"}, status_code=400)
        if behaviour.get("wants_hint"):
            hint = jwt.decode(asked["id_token_hint"], honest, algorithms=["RS256"]).claims
            if (hint["iss"], hint["aud"], hint["sub"]) != (issuer, CLIENT, "person-1"):
                return Response({"error": "invalid_request"}, status_code=400)
        return Redirect(asked["post_logout_redirect_uri"])

    @post("/token")
    async def token(request: Request[Any, Any, Any]) -> Response[Any]:
        form = await request.form()
        asked = codes.pop(str(form.get("code")), None)
        verifier = str(form.get("code_verifier", "")).encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        known = request.headers.get("authorization") == basic or form.get("client_secret") == SECRET
        if asked is None or not known or challenge != asked["code_challenge"]:
            return Response({"error": "invalid_grant"}, status_code=400)
        if form.get("redirect_uri") != asked["redirect_uri"]:
            return Response({"error": "invalid_grant"}, status_code=400)
        now = int(time.time())
        claims = {
            "iss": issuer,
            "aud": CLIENT,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        claims |= {"email": "anna@example.se", "email_verified": True, "name": "Anna Exempel"}
        claims |= behaviour.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        if behaviour.get("unsigned"):
            parts = ({"alg": "none"}, claims)
            head, body = (
                base64.urlsafe_b64encode(repr(p).replace("'", '"').encode()).rstrip(b"=") for p in parts
            )
            return Response({"id_token": f"{head.decode()}.{body.decode()}."}, status_code=200)
        signed = jwt.encode(
            {"alg": "RS256", "kid": "one"}, claims, forged if behaviour.get("forged") else honest
        )
        return Response({"id_token": signed, "access_token": "x", "token_type": "Bearer"}, status_code=200)

    @put("/behaviour", sync_to_thread=False)
    def behave(data: dict[str, Any]) -> None:
        behaviour.clear()
        behaviour.update(data)

    return Litestar(
        [discovery, keys, authorize, logout, token, behave], openapi_config=None, logging_config=None
    )


def main() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(build(port), log_level="error", lifespan="off"))
        listening.listen()
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        server.run(sockets=[listening])


if __name__ == "__main__":
    main()
