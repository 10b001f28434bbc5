"""Portal: what readers (`public`, `api`) and court staff (`desk`) see; Flask lives here and nowhere else."""
