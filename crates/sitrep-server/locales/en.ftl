# All texts of the board. Keys: the page or part first.
name = Sitrep
skip = Skip to the content
nav-board = Board
nav-accords = Accords
nav-sources = Sources
nav-review = Review
nav-download = Download
nav-api = API
nav-log-in = Log in
incidents = { $n ->
    [one] { $n } incident
   *[other] { $n } incidents
}
