"""What makes the guide executable: snippets, proof, rules and the live runtime."""
