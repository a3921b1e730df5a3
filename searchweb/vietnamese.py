"""Every sentence of the interface in Vietnamese, by its English message. Values stand in braces."""

MESSAGES = {
    # Around every page
    "Skip to the content": "Đến nội dung chính",
    "Search the articles": "Tìm trong các bài viết",
    "Keyword, official, unit or document number": "Từ khóa, tên cán bộ, đơn vị, số văn bản…",
    "Search": "Tìm",
    "Every date, unit and name was read from the articles by rules; the article itself always decides.": (
        "Ngày, đơn vị và tên cán bộ được đọc từ bài viết theo quy tắc tự động; khi có khác biệt, bài viết là căn cứ."
    ),
    "Index {generation}, {articles} articles, built {built_at}.": (
        "Chỉ mục {generation}, {articles} bài, lập {built_at}."
    ),
    # Front page
    "Tra Cứu – Vietnamese local government news": "Tra Cứu – Tin tức chính quyền địa phương Việt Nam",
    "Read what local government wrote about itself": "Đọc lại những gì địa phương đã viết",
    "{count} articles of communes, districts, provinces and their organisations, searchable by keyword, official, "
    "unit and year.": (
        "{count} bài của xã, phường, huyện, tỉnh và các tổ chức, tra theo từ khóa, cán bộ, đơn vị và năm."
    ),
    "For example:": "Ví dụ:",
    "Articles by year": "Số bài theo năm",
    "no articles": "không có bài",
    "Newest articles": "Bài mới nhất",
    "All articles, newest first": "Xem tất cả, mới nhất trước",
    "The collection is still empty": "Kho bài còn trống",
    "Put articles into the folder corpus/ and run: python cli.py reindex": (
        "Đặt bài vào thư mục corpus/ rồi chạy: python cli.py reindex"
    ),
    # Results
    "Results for “{text}”": "Kết quả cho “{text}”",
    "All articles": "Tất cả bài viết",
    "{count} articles": "{count} bài",
    "articles": "bài",
    "articles in {ms} ms": "bài, tìm trong {ms} ms",
    "page": "trang",
    "page {page} of {last}": "trang {page}/{last}",
    "Filters": "Bộ lọc",
    "Filters that are on": "Bộ lọc đang dùng",
    "Close the filters": "Đóng bộ lọc",
    "remove this filter": "bỏ bộ lọc này",
    "Clear all filters": "Xóa tất cả bộ lọc",
    "not {label}": "Trừ {label}",
    "not stated": "không rõ",
    "Nothing to choose from": "Không có gì để chọn",
    "{count} more": "Xem thêm {count}",
    "and {count} more": "và {count} người khác",
    "Date": "Ngày",
    "Stretch of time": "Khoảng ngày",
    "From": "Từ",
    "To": "Đến",
    "Filter": "Lọc",
    "Order": "Sắp xếp",
    "Most relevant": "Liên quan nhất",
    "Newest": "Mới nhất",
    "Oldest": "Cũ nhất",
    "Did you mean:": "Có phải bạn muốn tìm:",
    "(without a title)": "(không có tiêu đề)",
    "no date": "không rõ ngày",
    "Unit": "Đơn vị",
    "Officials": "Cán bộ",
    "Pages of results": "Các trang kết quả",
    "Previous": "Trang trước",
    "Next": "Trang sau",
    "There is no page {page}": "Không có trang {page}",
    "The last page of this search is {last}.": "Trang cuối của lần tìm này là trang {last}.",
    "Go there": "Đến trang đó",
    "No article matches": "Không có bài nào khớp",
    "Search again without any filter": "Tìm lại, bỏ hết bộ lọc",
    "Use fewer words, or leave out the accents: “chu tich” also finds “chủ tịch”.": (
        "Bớt từ, hoặc gõ không dấu: “chu tich” cũng tìm thấy “chủ tịch”."
    ),
    "Take away the quotation marks: words in them must stand in exactly that order.": (
        "Bỏ dấu ngoặc kép: các từ trong ngoặc phải đứng đúng thứ tự như vậy."
    ),
    "Absence here proves nothing: only the articles put into this collection can be found.": (
        "Không thấy ở đây không có nghĩa là không có: chỉ tìm được những bài đã đưa vào kho."
    ),
    "See what is in the collection": "Xem kho có gì",
    # Article
    "Back to the results": "Về trang kết quả",
    "What was read from this article": "Thông tin đọc được từ bài",
    "Took place": "Diễn ra",
    "Published": "Đăng",
    "Publisher": "Nơi đăng",
    "Documents": "Văn bản",
    "Topics": "Chủ đề",
    "Remarks": "Ghi chú",
    "none named": "không nêu tên ai",
    "how this was read": "căn cứ",
    "Rule": "Quy tắc",
    "acting": "quyền",
    "former": "nguyên",
    "incoming": "sắp nhận",
    "outgoing": "thôi giữ",
    "Captions of the pictures": "Chú thích ảnh",
    "Citation and source": "Trích dẫn và nguồn",
    "Read it at the source: {host}": "Đọc tại nguồn: {host}",
    "In this collection:": "Trong kho:",
    # Errors
    "This request cannot be understood": "Không hiểu được yêu cầu này",
    "Not found": "Không tìm thấy",
    "This method is not supported": "Không hỗ trợ phương thức này",
    "The index is not ready": "Chỉ mục chưa sẵn sàng",
    "Something went wrong": "Có lỗi xảy ra",
    "There is no page at this address.": "Không có trang nào ở địa chỉ này.",
    "Only reading is possible here: GET or HEAD.": "Ở đây chỉ đọc được: GET hoặc HEAD.",
    "The server could not answer this request.": "Máy chủ không trả lời được yêu cầu này.",
    "Search without what was not understood": "Tìm tiếp, bỏ phần không hiểu",
    "This would work:": "Có thể dùng:",
    "Accepted parameters:": "Tham số được nhận:",
    "Back to the front page": "Về trang đầu",
    "no such article": "Không có bài nào mang mã này.",
    "unknown parameter '{name}'": "không có tham số '{name}'",
    "{problems}; accepted parameters: {known}": "{problems}; các tham số được nhận: {known}",
    "parameter '{name}' is given {count} times": "tham số '{name}' chỉ được dùng một lần, ở đây có {count} lần",
    "parameter '{name}' has more than {limit} values": "tham số '{name}' có quá {limit} giá trị",
    "parameter '{name}' is longer than {limit} characters": "tham số '{name}' dài quá {limit} ký tự",
    "parameter '{name}' holds control characters": "tham số '{name}' chứa ký tự điều khiển",
    "more than {limit} parameters": "địa chỉ có quá {limit} tham số",
    "the address is not valid UTF-8": "địa chỉ không phải UTF-8 hợp lệ",
    "year '{value}' is not a year or a range such as 2019-2021": (
        "năm '{value}' không hợp lệ; viết như 2021 hoặc 2019-2021"
    ),
    "sort '{value}' is unknown; known: {known}": "cách sắp xếp '{value}' không có; chọn một trong: {known}",
    "{name} '{value}' is not a number from 1 to {most}": "{name} '{value}' không phải số từ 1 đến {most}",
    "{name} '{value}' is not a day such as 2021-09-28": "{name} '{value}' không phải ngày; viết như 2021-09-28",
    "from {first} is after to {last}": "ngày bắt đầu {first} sau ngày kết thúc {last}",
}
