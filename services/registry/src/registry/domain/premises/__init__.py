"""Where people live: 小区, 院落, 楼栋, 单元, 户, and addresses as people write them."""
