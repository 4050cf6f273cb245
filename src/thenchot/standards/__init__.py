"""The product catalogue (danh mục sản phẩm/công việc) by date."""
