"""Which routes there are, by the table that the access tests keep, and which of them a browser has opened."""
import re

from service import ROOT

TABLE = ROOT / "Tests/WebTests/access-table.txt"


class Route:
    """A GET route: its template, what a path of it looks like, and who gets in."""

    def __init__(self, template, visitor, roles):
        self.template = template
        self.is_public = visitor == "ok"
        self.roles = roles
        self.parameters = re.findall(r"\{(\w+)\}", template)
        self.pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)))
        self.is_api = template.startswith("/api/")

    def is_for_all_accounts(self):
        """Open to whoever is signed in, and alike for all of them."""
        return self.template.startswith("/account") and all(self.roles.values())


def get_routes():
    lines = TABLE.read_text("utf-8").splitlines()
    names = next(line for line in lines if line.startswith("# visitor")).split()[1:-1]
    found = []
    for line in lines:
        if line.startswith("GET "):
            _, template, *cells = line.split()
            found.append(Route(template, cells[0], {name: cell == "ok" for name, cell in zip(names[1:], cells[1:])}))
    # Fixed pieces come before named ones, as in the service.
    return sorted(found, key=lambda route: [piece.startswith("{") for piece in route.template.split("/")])


ROUTES = get_routes()


def route_of(path):
    """The route of a path (without its query); None if there is none."""
    return next((route for route in ROUTES if route.pattern.fullmatch(path)), None)
