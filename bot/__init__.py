"""Everything that knows a chat exists."""
