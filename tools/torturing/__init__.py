"""tools/torture: what rota withstands, all measured in one run."""
