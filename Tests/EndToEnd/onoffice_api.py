"""A client of onOffice's JSON API as others write them: signs, posts, reads results."""

import base64
import hashlib
import hmac
import json
import time

import requests

ACTION = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
RELATION = "urn:onoffice-de-ns:smart:2.5:relationTypes:"


class ApiError(Exception):
    """An action, or the whole request, was refused."""

    def __init__(self, code, message):
        super().__init__(f"{code} {message}")
        self.code = code


class Api:
    """Speaks for one token."""

    def __init__(self, url, token, secret):
        self.url, self.token, self.secret = url + "/api/stable/api.php", token, secret

    def sign(self, action, resource, when):
        """The second form of the HMAC."""
        text = f"{when}{self.token}{resource}{ACTION}{action}"
        return base64.b64encode(hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).digest()).decode()

    def action(self, action, resource, parameters=None, resourceid="", identifier="", when=None):
        """A signed action."""
        when = int(time.time()) if when is None else when
        return {"actionid": ACTION + action, "resourceid": resourceid, "resourcetype": resource,
                "identifier": identifier, "timestamp": when, "hmac_version": "2",
                "hmac": self.sign(action, resource, when), "parameters": parameters or {}}

    def post(self, *actions, **options):
        """The answer to a request of these actions, whatever it says."""
        body = {"token": self.token, "request": {"actions": list(actions)}}
        answer = requests.post(self.url, data=json.dumps(body), timeout=60, **options)
        assert answer.status_code == 200, answer.status_code
        assert answer.headers["Content-Type"].startswith("application/json")
        return answer.json()

    def call(self, *words, **options):
        """The data of one action; raises what is refused."""
        answer = self.post(self.action(*words, **options))
        if not answer["response"]["results"]:
            raise ApiError(answer["status"]["errorcode"], answer["status"]["message"])
        result = answer["response"]["results"][0]
        if result["status"]["errorcode"]:
            assert answer["status"] == {"code": 500, "errorcode": 97, "message": "Error in action"}
            raise ApiError(result["status"]["errorcode"], result["status"]["message"])
        assert answer["status"] == {"code": 200, "errorcode": 0, "message": "OK"}
        return result["data"]

    def read(self, resource, **parameters):
        """The elements of the records that are found."""
        return [record["elements"] for record in self.call("read", resource, parameters)["records"]]

    def create(self, resource, **parameters):
        """The number of a new record."""
        return self.call("create", resource, parameters)["records"][0]["id"]

    def modify(self, resource, number, **parameters):
        """Changes a record."""
        return self.call("modify", resource, parameters, resourceid=number)
