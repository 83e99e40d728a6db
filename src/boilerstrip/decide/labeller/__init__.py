"""The labeller: how likely each block is part of the article, from its features, its neighbours and the filters' hints."""
