"""Visit forms handed on (走访登记表转办): sent, received, what came of them."""
