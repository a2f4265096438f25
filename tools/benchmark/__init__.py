"""tools/bench: rota beside other DNS servers, all measured in one run."""
