"""The labeller: how likely each block is part of the article, from its shape, its neighbours and the filters' hints."""
