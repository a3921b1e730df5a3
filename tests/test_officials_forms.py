"""Every form in which articles name officials, one table a form; sentences are made up."""

from __future__ import annotations

import pytest

from indexer.extract.officials import find_officials
from indexer.model import Page

Expected = dict[str, list[str]]
Case = tuple[str, Expected]


def officials_of(body: str, title: str = "Tin", captions: str = "") -> list[tuple[str, list[str]]]:
    page = Page(id="a.txt", title=title, body=body, captions=captions)
    return [(official.name, [post.printed for post in official.posts]) for official in find_officials(page)]


def check(body: str, expected: Expected) -> None:
    assert dict(officials_of(body)) == expected


NAME_THEN_POST: list[Case] = [
    (
        "Dự buổi lễ có đồng chí Lương Thị Bích Hạnh, Bí thư Đảng ủy phường; cùng đông đảo nhân dân.",
        {"Lương Thị Bích Hạnh": ["Bí thư Đảng ủy phường"]},
    ),
    (
        "Phát biểu khai mạc, ông Kiều Quốc Trị- Phó Bí thư, Chủ tịch UBND xã nêu bật ý nghĩa của phong trào.",
        {"Kiều Quốc Trị": ["Phó Bí thư", "Chủ tịch UBND xã"]},
    ),
    (
        "Chủ trì có đ/c Tạ Hồng Sơn –Huyện ủy viên, Chủ tịch UBND thị trấn.",
        {"Tạ Hồng Sơn": ["Huyện ủy viên", "Chủ tịch UBND thị trấn"]},
    ),
    (
        "Đc Phùng Thị Nga—Chủ tịch Hội Nông dân xã trao quà cho các hộ.",
        {"Phùng Thị Nga": ["Chủ tịch Hội Nông dân xã"]},
    ),
    (
        "Đồng chí Mạc Văn Quý,Phó Chủ tịch HĐND huyện dự hội nghị.",
        {"Mạc Văn Quý": ["Phó Chủ tịch HĐND huyện"]},
    ),
    (
        "Tham dự có chị Trương Ánh Dương – Phó Bí thư Huyện đoàn và hơn 200 đoàn viên.",
        {"Trương Ánh Dương": ["Phó Bí thư Huyện đoàn"]},
    ),
    (
        "Thầy giáo Doãn Trung Kiên, Hiệu trưởng Trường THPT Lê Quý Đôn cho biết trường có 32 lớp.",
        {"Doãn Trung Kiên": ["Hiệu trưởng Trường THPT Lê Quý Đôn"]},
    ),
    (
        "BS.CKII Nghiêm Xuân Phú - Giám đốc Trung tâm Y tế huyện Lạc Sơn báo cáo tình hình.",
        {"Nghiêm Xuân Phú": ["Giám đốc Trung tâm Y tế huyện Lạc Sơn"]},
    ),
    (
        "ThS. Đàm Hải Yến, Phó Giám đốc Sở Văn hóa, Thể thao và Du lịch trao giải.",
        {"Đàm Hải Yến": ["Phó Giám đốc Sở Văn hóa, Thể thao và Du lịch"]},
    ),
    (
        "Ông Cù Minh Đạo, Trưởng phòng Kinh tế, Hạ tầng và Đô thị phường trình bày dự thảo.",
        {"Cù Minh Đạo": ["Trưởng phòng Kinh tế, Hạ tầng và Đô thị phường"]},
    ),
    (
        "Đồng chí Ứng Văn Lợi - Trưởng Ban Chỉ đạo phòng, chống thiên tai và tìm kiếm cứu nạn xã chủ trì cuộc họp.",
        {"Ứng Văn Lợi": ["Trưởng Ban Chỉ đạo phòng, chống thiên tai và tìm kiếm cứu nạn xã"]},
    ),
    (
        "Bà Ninh Thị Lụa, Quyền Chủ tịch UBND huyện yêu cầu các xã rà soát.",
        {"Ninh Thị Lụa": ["Quyền Chủ tịch UBND huyện"]},
    ),
    (
        "Đồng chí Đậu Khắc Sinh, nguyên Phó Bí thư Tỉnh ủy ôn lại truyền thống.",
        {"Đậu Khắc Sinh": ["nguyên Phó Bí thư Tỉnh ủy"]},
    ),
    (
        "Ông Hầu Văn Chính, Trưởng thôn Bản Lầu cho biết thôn có 96 hộ.",
        {"Hầu Văn Chính": ["Trưởng thôn Bản Lầu"]},
    ),
    (
        "Bà Khúc Thị Tám, Bí thư Chi bộ, Trưởng Ban công tác Mặt trận khu phố 7 kêu gọi bà con.",
        {"Khúc Thị Tám": ["Bí thư Chi bộ", "Trưởng Ban công tác Mặt trận khu phố 7"]},
    ),
    (
        "Ông Uông Đình Lâm, Tổ trưởng tổ dân phố số 12 và bà con lối xóm dọn vệ sinh.",
        {"Uông Đình Lâm": ["Tổ trưởng tổ dân phố số 12"]},
    ),
    (
        "Đồng chí Lại Thế Vinh, Chánh Văn phòng HĐND và UBND phường công bố quyết định.",
        {"Lại Thế Vinh": ["Chánh Văn phòng HĐND và UBND phường"]},
    ),
    (
        "Đồng chí Tống Ngọc Ánh, Chủ tịch UBND đặc khu Lý Sơn (tỉnh Quảng Ngãi), Trưởng Ban Chỉ huy "
        "Phòng thủ dân sự phát lệnh.",
        {"Tống Ngọc Ánh": ["Chủ tịch UBND đặc khu Lý Sơn", "Trưởng Ban Chỉ huy Phòng thủ dân sự"]},
    ),
    (
        "Đồng chí Bạch Thành Nam, Bí thư Đảng ủy xã Yên Bình, huyện Lương Tài, Trưởng đoàn giám sát kết luận.",
        {"Bạch Thành Nam": ["Bí thư Đảng ủy xã Yên Bình", "Trưởng đoàn giám sát"]},
    ),
    (
        "Đồng chí La Quốc Toản, UVBTV, Trưởng BTC Huyện ủy thông qua chương trình.",
        {"La Quốc Toản": ["UVBTV", "Trưởng BTC Huyện ủy"]},
    ),
]

SLASHES_AND_PAIRS: list[Case] = [
    (
        "Đồng chí Phí Thị Mận, Phó Bí thư Đảng ủy/Chủ tịch UBND phường tiếp đoàn.",
        {"Phí Thị Mận": ["Phó Bí thư Đảng ủy", "Chủ tịch UBND phường"]},
    ),
    (
        "Đồng chí Thiều Văn Hùng, Bí thư Đảng ủy - Chủ tịch HĐND xã kết luận.",
        {"Thiều Văn Hùng": ["Bí thư Đảng ủy", "Chủ tịch HĐND xã"]},
    ),
    (
        "Ông Chử Anh Tuấn, Phó Chủ tịch UBND kiêm Giám đốc Trung tâm Phục vụ hành chính công xã cho biết.",
        {"Chử Anh Tuấn": ["Phó Chủ tịch UBND", "Giám đốc Trung tâm Phục vụ hành chính công xã"]},
    ),
    (
        "Đồng chí Cấn Thị Thơm – Bí thư Chi bộ – Trưởng khu dân cư số 3 phát biểu.",
        {"Cấn Thị Thơm": ["Bí thư Chi bộ", "Trưởng khu dân cư số 3"]},
    ),
    (
        "Đồng chí Vương Hữu Tín, Phó Bí thư Đảng ủy và Chủ tịch Ủy ban MTTQ Việt Nam phường dự.",
        {"Vương Hữu Tín": ["Phó Bí thư Đảng ủy", "Chủ tịch Ủy ban MTTQ Việt Nam phường"]},
    ),
]

POST_THEN_NAME: list[Case] = [
    (
        "Phó Chủ tịch UBND huyện Trịnh Xuân Bắc đề nghị các xã đẩy nhanh tiến độ.",
        {"Trịnh Xuân Bắc": ["Phó Chủ tịch UBND huyện"]},
    ),
    (
        "Chủ tịch UBND xã Tân Hòa Đặng Thị Ngọt trao giấy khen cho 5 tập thể.",
        {"Đặng Thị Ngọt": ["Chủ tịch UBND xã Tân Hòa"]},
    ),
    (
        "Sau đó, Bí thư Huyện ủy Võ Nhai Dương Đức Long kiểm tra cầu treo.",
        {"Dương Đức Long": ["Bí thư Huyện ủy Võ Nhai"]},
    ),
    (
        "Đồng chí Chủ tịch UBND phường Tăng Bảo Ngọc tiếp thu ý kiến.",
        {"Tăng Bảo Ngọc": ["Chủ tịch UBND phường"]},
    ),
    (
        "Theo Giám đốc Sở Y tế Hà Nam Phạm Thế Duy, toàn tỉnh có 109 trạm.",
        {"Phạm Thế Duy": ["Giám đốc Sở Y tế Hà Nam"]},
    ),
    (
        "Hiệu trưởng nhà trường Lưu Thị Cẩm Tú đọc diễn văn.",
        {"Lưu Thị Cẩm Tú": ["Hiệu trưởng nhà trường"]},
    ),
    (
        "Chủ tịch Hội Cựu chiến binh xã là ông Nguyễn Đắc Tiến cho biết hội có 300 hội viên.",
        {"Nguyễn Đắc Tiến": ["Chủ tịch Hội Cựu chiến binh xã"]},
    ),
    (
        "Trưởng Công an phường, ông Lê Khánh Toàn cho biết đã xử lý 12 vụ.",
        {"Lê Khánh Toàn": ["Trưởng Công an phường"]},
    ),
    (
        "Tỉnh ủy viên, Bí thư Huyện ủy Hà Sỹ Đồng; Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Trần Nhật Quang và "
        "Chủ tịch Ủy ban MTTQ huyện Lê Thị Hường cùng dự.",
        {
            "Hà Sỹ Đồng": ["Tỉnh ủy viên", "Bí thư Huyện ủy"],
            "Trần Nhật Quang": ["Phó Bí thư Huyện ủy", "Chủ tịch UBND huyện"],
            "Lê Thị Hường": ["Chủ tịch Ủy ban MTTQ huyện"],
        },
    ),
    (
        "Dự có Bí thư Quận ủy Ngô Mạnh Cường, Chủ tịch UBND quận Hoàng Thị Tuyết, Trưởng Ban Tổ chức Quận ủy Đỗ Hải.",
        {
            "Ngô Mạnh Cường": ["Bí thư Quận ủy"],
            "Hoàng Thị Tuyết": ["Chủ tịch UBND quận"],
            "Đỗ Hải": ["Trưởng Ban Tổ chức Quận ủy"],
        },
    ),
]

RANKS: list[Case] = [
    (
        "Thượng tá Nguyễn Hồng Thái - Trưởng Công an huyện phát động phong trào.",
        {"Nguyễn Hồng Thái": ["Trưởng Công an huyện"]},
    ),
    (
        "Đại úy Lò Văn Pánh, Phó Trưởng Công an xã tuyên truyền về pháo nổ.",
        {"Lò Văn Pánh": ["Phó Trưởng Công an xã"]},
    ),
    (
        "Trung tá QNCN Vũ Quý Dậu, Chính trị viên phó Ban CHQS huyện thăm hỏi gia đình tân binh.",
        {"Vũ Quý Dậu": ["Chính trị viên phó Ban CHQS huyện"]},
    ),
    (
        "Đồng chí Thiếu tá Lục Văn Hiến, Chỉ huy trưởng Ban CHQS phường nhận cờ.",
        {"Lục Văn Hiến": ["Chỉ huy trưởng Ban CHQS phường"]},
    ),
    (
        "Đại tá Cao Minh Huyền, Phó Chính ủy Bộ Chỉ huy Quân sự tỉnh kiểm tra.",
        {"Cao Minh Huyền": ["Phó Chính ủy Bộ Chỉ huy Quân sự tỉnh"]},
    ),
    (
        "Trung tá Sầm Văn Đoàn, Đồn trưởng Đồn Biên phòng Tam Quang trao con giống.",
        {"Sầm Văn Đoàn": ["Đồn trưởng Đồn Biên phòng Tam Quang"]},
    ),
]

LISTS: list[Case] = [
    (
        "Tới dự có các đồng chí: Âu Thị Mai - Phó Chủ tịch HĐND tỉnh; Bế Xuân Trường - Bí thư Huyện ủy; "
        "Lèng Văn Chiến, "
        "Chủ tịch UBND huyện.",
        {
            "Âu Thị Mai": ["Phó Chủ tịch HĐND tỉnh"],
            "Bế Xuân Trường": ["Bí thư Huyện ủy"],
            "Lèng Văn Chiến": ["Chủ tịch UBND huyện"],
        },
    ),
    (
        "Dự lễ có các đ/c Phan Văn Tú- PBT Đảng ủy, Chủ tịch UBND; Nguyễn Thị Xoan- Phó Chủ tịch HĐND xã.",
        {"Phan Văn Tú": ["PBT Đảng ủy", "Chủ tịch UBND"], "Nguyễn Thị Xoan": ["Phó Chủ tịch HĐND xã"]},
    ),
    (
        "Cùng đi có các đồng chí Phó Chủ tịch UBND huyện: Trần Quang Vinh; Lê Thị Thu Hiền và Mai Đức Toàn.",
        {
            "Trần Quang Vinh": ["Phó Chủ tịch UBND huyện"],
            "Lê Thị Thu Hiền": ["Phó Chủ tịch UBND huyện"],
            "Mai Đức Toàn": ["Phó Chủ tịch UBND huyện"],
        },
    ),
    (
        "Hội nghị cử ông Hồ Sĩ Hà làm Chủ tịch; các Phó Chủ tịch gồm: bà Trần Thị Vịnh (Chủ tịch Hội LHPN xã), "
        "ông Đoàn Văn Phụng (Chủ tịch Hội Nông dân xã).",
        {
            "Hồ Sĩ Hà": ["Chủ tịch"],
            "Trần Thị Vịnh": ["Phó Chủ tịch", "Chủ tịch Hội LHPN xã"],
            "Đoàn Văn Phụng": ["Phó Chủ tịch", "Chủ tịch Hội Nông dân xã"],
        },
    ),
    (
        "* Về phía huyện có:\n- Ông Đinh Công Sứ – Bí thư Huyện ủy;\n- Bà Quách Thị Thao – Chủ tịch Hội LHPN huyện.\n"
        "* Về phía xã có:\n+ Ông Bùi Văn Nghĩa, Chủ tịch UBND xã.",
        {
            "Đinh Công Sứ": ["Bí thư Huyện ủy"],
            "Quách Thị Thao": ["Chủ tịch Hội LHPN huyện"],
            "Bùi Văn Nghĩa": ["Chủ tịch UBND xã"],
        },
    ),
    (
        "1. Ông Nguyễn Tiến Lực - Giám đốc Sở Nội vụ.\n2. Bà Vũ Thị Diễm - Phó Giám đốc Sở Tài chính.",
        {"Nguyễn Tiến Lực": ["Giám đốc Sở Nội vụ"], "Vũ Thị Diễm": ["Phó Giám đốc Sở Tài chính"]},
    ),
    (
        "Dự có các Phó Chủ tịch UBND tỉnh: Hoàng Gia Long, Trần Đức Quý.",
        {"Hoàng Gia Long": ["Phó Chủ tịch UBND tỉnh"], "Trần Đức Quý": ["Phó Chủ tịch UBND tỉnh"]},
    ),
    (
        "Tham dự có các đồng chí Nguyễn Thế Anh, Phạm Bích Thủy và Lê Văn Côi - Phó Chủ tịch UBND huyện.",
        {
            "Nguyễn Thế Anh": ["Phó Chủ tịch UBND huyện"],
            "Phạm Bích Thủy": ["Phó Chủ tịch UBND huyện"],
            "Lê Văn Côi": ["Phó Chủ tịch UBND huyện"],
        },
    ),
    (
        "Có các đồng chí Ủy viên Ban Thường vụ Huyện ủy: Đào Thị Sen - Trưởng Ban Dân vận; Trần Bá Khá "
        "- Trưởng Công an huyện.",
        {
            "Đào Thị Sen": ["Ủy viên Ban Thường vụ Huyện ủy", "Trưởng Ban Dân vận"],
            "Trần Bá Khá": ["Ủy viên Ban Thường vụ Huyện ủy", "Trưởng Công an huyện"],
        },
    ),
    (
        "Có đồng chí Vi Đức Thọ - Bí thư Đảng ủy; đồng chí Lộc Thị Hà - Chủ tịch UBND xã cùng dự.",
        {"Vi Đức Thọ": ["Bí thư Đảng ủy"], "Lộc Thị Hà": ["Chủ tịch UBND xã"]},
    ),
    (
        "Dự và chỉ đạo có các đồng chí: Bí thư Đảng ủy Nguyễn Chí Dũng, đồng chí Lê Mỹ Hạnh, Phó Bí thư "
        "Thường trực Đảng ủy, "
        "đồng chí Tô Văn Bền Phó Chủ tịch UBND xã.",
        {
            "Nguyễn Chí Dũng": ["Bí thư Đảng ủy"],
            "Lê Mỹ Hạnh": ["Phó Bí thư Thường trực Đảng ủy"],
            "Tô Văn Bền": ["Phó Chủ tịch UBND xã"],
        },
    ),
]

NO_SEPARATOR: list[Case] = [
    ("Đồng chí Hà Trung Hậu Chủ tịch UBND xã khai mạc giải.", {"Hà Trung Hậu": ["Chủ tịch UBND xã"]}),
    (
        "Ông Thái Bá Lộc Bí thư Chi bộ thôn và bà Lê Thị Nhàn Trưởng thôn vận động bà con.",
        {"Thái Bá Lộc": ["Bí thư Chi bộ thôn"], "Lê Thị Nhàn": ["Trưởng thôn"]},
    ),
    ("Đồng chí Trương Tấn Lực Phó Bí thư Đoàn xã nhận hoa.", {"Trương Tấn Lực": ["Phó Bí thư Đoàn xã"]}),
]

BRACKETS: list[Case] = [
    (
        "Ông Lê Duy Ngoạn (Chủ tịch UBND thị trấn) cho hay dự án đã xong.",
        {"Lê Duy Ngoạn": ["Chủ tịch UBND thị trấn"]},
    ),
    (
        "Bị cáo trong vụ án là Trần Xuân Vời (SN 1964, nguyên Chủ tịch UBND xã Hải Lộc).",
        {"Trần Xuân Vời": ["nguyên Chủ tịch UBND xã Hải Lộc"]},
    ),
    (
        "Bà Tạ Thị Yên (47 tuổi, Hiệu trưởng Trường Mầm non Hoa Mai) chia sẻ.",
        {"Tạ Thị Yên": ["Hiệu trưởng Trường Mầm non Hoa Mai"]},
    ),
]

APPOINTMENTS: list[Case] = [
    (
        "Hội nghị bầu đồng chí Phạm Quang Khải giữ chức Phó Chủ tịch HĐND xã.",
        {"Phạm Quang Khải": ["Phó Chủ tịch HĐND xã"]},
    ),
    (
        "Ông Ngô Văn Tuyển, Phó Hiệu trưởng Trường THCS Yên Thế được bổ nhiệm giữ chức Hiệu trưởng "
        "Trường THCS Đồng Tâm.",
        {"Ngô Văn Tuyển": ["Phó Hiệu trưởng Trường THCS Yên Thế", "Hiệu trưởng Trường THCS Đồng Tâm"]},
    ),
    (
        "Đồng chí Hoàng Thị Nga tái đắc cử chức danh Chủ tịch Hội Nông dân xã.",
        {"Hoàng Thị Nga": ["Chủ tịch Hội Nông dân xã"]},
    ),
    (
        "Đại hội bầu bà Đỗ Thị Lành làm Chủ tịch, ông Trần Văn Hạnh làm Phó Chủ tịch Hội Người cao tuổi xã.",
        {"Đỗ Thị Lành": ["Chủ tịch"], "Trần Văn Hạnh": ["Phó Chủ tịch Hội Người cao tuổi xã"]},
    ),
    (
        "Đồng chí Lê Thanh Tịnh, Phó Chánh Văn phòng Huyện ủy được điều động, chỉ định giữ chức Bí thư "
        "Đảng ủy xã Ia Tô.",
        {"Lê Thanh Tịnh": ["Phó Chánh Văn phòng Huyện ủy", "Bí thư Đảng ủy xã Ia Tô"]},
    ),
    (
        "HĐND huyện miễn nhiệm chức vụ Phó Chủ tịch UBND huyện đối với ông Vũ Bá Công để nhận nhiệm vụ mới.",
        {"Vũ Bá Công": ["Phó Chủ tịch UBND huyện"]},
    ),
    (
        "Đồng chí Trần Kim Oanh thôi giữ chức Chủ tịch Hội LHPN huyện để nghỉ hưu.",
        {"Trần Kim Oanh": ["Chủ tịch Hội LHPN huyện"]},
    ),
    (
        "Bà Châu Thị Ngọc được hiệp thương cử giữ chức Chủ tịch Ủy ban MTTQ phường khóa I.",
        {"Châu Thị Ngọc": ["Chủ tịch Ủy ban MTTQ phường"]},
    ),
    (
        "Ông Thạch Sô Phanh được tín nhiệm bầu làm Trưởng ấp Trà Cuôn.",
        {"Thạch Sô Phanh": ["Trưởng ấp Trà Cuôn"]},
    ),
    (
        "Ban Thường vụ Huyện ủy trao quyết định bổ nhiệm Giám đốc Trung tâm Chính trị huyện cho đồng chí Cao Văn Sáu.",
        {"Cao Văn Sáu": ["Giám đốc Trung tâm Chính trị huyện"]},
    ),
]

LATER_MENTIONS: list[Case] = [
    (
        "Đồng chí Nguyễn Thị Hằng Nga - Bí thư Đảng ủy phường dự. Kết luận, đồng chí Nga giao các chi bộ thực hiện.",
        {"Nguyễn Thị Hằng Nga": ["Bí thư Đảng ủy phường"]},
    ),
    (
        "Ông Hứa Văn Lâm, Chủ tịch UBND xã dự. Chủ tịch UBND xã Hứa Văn Lâm giao công an xã tuần tra.",
        {"Hứa Văn Lâm": ["Chủ tịch UBND xã"]},
    ),
    (
        "Đồng chí Lý Seo Chúng, chủ tịch UBND xã dự. Đồng chí Lý Seo Chúng - Chủ tịch UBND xã phát biểu.",
        {"Lý Seo Chúng": ["chủ tịch UBND xã"]},
    ),
    (
        "Đồng chí Trần Thọ Vinh - HUV, Bí thư Đảng ủy xã dự. Đồng chí Trần Thọ Vinh - Huyện ủy viên, Bí "
        "thư Đảng ủy nói.",
        {"Trần Thọ Vinh": ["HUV", "Bí thư Đảng ủy xã"]},
    ),
]

TYPOS: list[Case] = [
    ("Đống chí Phạm Văn Thuyết - Bí thư Đảng ủy xã dự.", {"Phạm Văn Thuyết": ["Bí thư Đảng ủy xã"]}),
    ("Đồng chíTrần Văn Mão, Phó bi thư Đảng ủy xã dự.", {"Trần Văn Mão": ["Phó bi thư Đảng ủy xã"]}),
    ("Đồng chí Lê Đình Chinh – phó Bi thư thường trực Đảng uỷ.", {"Lê Đình Chinh": ["phó Bi thư thường trực Đảng uỷ"]}),
    ("Đồng Nguyễn Văn Sơn, Chủ tịch UBND xã phát biểu.", {"Nguyễn Văn Sơn": ["Chủ tịch UBND xã"]}),
    ("Dự có bà Nguyễn thị Hoa,phó CT UBND xã.", {"Nguyễn thị Hoa": ["phó CT UBND xã"]}),
    ("Dự có ông  Trần   Lâm ,  Chủ tịch UBND xã .", {"Trần Lâm": ["Chủ tịch UBND xã"]}),
]

PEOPLES: list[Case] = [
    ("Ông Y Thuyên Niê Kđăm - Chủ tịch UBND xã Ea Tul dự.", {"Y Thuyên Niê Kđăm": ["Chủ tịch UBND xã Ea Tul"]}),
    ("Bà H'Loan Byă, Chủ tịch Hội LHPN xã phát biểu.", {"H'Loan Byă": ["Chủ tịch Hội LHPN xã"]}),
    ("Chị H’ Yiăn Ayŭn – Bí thư Đoàn xã dẫn đoàn.", {"H' Yiăn Ayŭn": ["Bí thư Đoàn xã"]}),
    ("Ông K'Brêm, Phó Chủ tịch UBND xã Đinh Trang kiểm tra.", {"K'Brêm": ["Phó Chủ tịch UBND xã Đinh Trang"]}),
    ("Đồng chí Rah Lan Chuyên - Bí thư Đảng ủy xã Ia Piơr dự.", {"Rah Lan Chuyên": ["Bí thư Đảng ủy xã Ia Piơr"]}),
    ("Ông Siu Blơi, Phó Chủ tịch HĐND xã phát biểu.", {"Siu Blơi": ["Phó Chủ tịch HĐND xã"]}),
    ("Ông A Nhưk - Chủ tịch Hội Nông dân xã Đăk Tờ Re dự.", {"A Nhưk": ["Chủ tịch Hội Nông dân xã Đăk Tờ Re"]}),
    ("Bà Y Ngọc, Phó Bí thư Huyện ủy Tu Mơ Rông dự.", {"Y Ngọc": ["Phó Bí thư Huyện ủy Tu Mơ Rông"]}),
    ("Ông Hyưnh, Trưởng thôn Kon Brăp cho biết.", {"Hyưnh": ["Trưởng thôn Kon Brăp"]}),
    ("Ông Kơ Să Ha Jim, Bí thư Chi bộ thôn Păng Tiêng dự.", {"Kơ Să Ha Jim": ["Bí thư Chi bộ thôn Păng Tiêng"]}),
    ("Ông Điểu Lên - Chủ tịch Ủy ban MTTQ Việt Nam xã dự.", {"Điểu Lên": ["Chủ tịch Ủy ban MTTQ Việt Nam xã"]}),
    (
        "Ông Alăng Bhuốch, Phó Chủ tịch UBND huyện Tây Giang dự.",
        {"Alăng Bhuốch": ["Phó Chủ tịch UBND huyện Tây Giang"]},
    ),
    ("Đồng chí Giàng A Sử, Trưởng bản Háng Gàng dự.", {"Giàng A Sử": ["Trưởng bản Háng Gàng"]}),
    ("Đồng chí Thào Seo Sình - Phó Chủ tịch UBND xã dự.", {"Thào Seo Sình": ["Phó Chủ tịch UBND xã"]}),
    (
        "Bà Danh Thị Sà Rết, Chủ tịch Hội LHPN huyện Giồng Riềng dự.",
        {"Danh Thị Sà Rết": ["Chủ tịch Hội LHPN huyện Giồng Riềng"]},
    ),
    (
        "Bà Tôn Nữ Thị Ninh Hòa, Phó Trưởng Ban Pháp chế HĐND tỉnh dự.",
        {"Tôn Nữ Thị Ninh Hòa": ["Phó Trưởng Ban Pháp chế HĐND tỉnh"]},
    ),
    ("Ông Chamaléa Thuấn, Bí thư Đảng ủy xã Phước Bình dự.", {"Chamaléa Thuấn": ["Bí thư Đảng ủy xã Phước Bình"]}),
    ("Ông Đàng Năng Tơm, Phó Chủ tịch UBND xã dự.", {"Đàng Năng Tơm": ["Phó Chủ tịch UBND xã"]}),
]

NOBODY: list[str] = [
    "Đồng chí Bí thư Đảng ủy yêu cầu các chi bộ nghiêm túc rút kinh nghiệm.",
    "Đồng chí Phó Chủ tịch UBND thị trấn là Chỉ huy phó tổ cứu hộ mùa lũ.",
    "Dự có các đồng chí Bí thư, Phó Bí thư chi bộ, trưởng các phòng, ban và Chủ tịch UBND 12 xã.",
    "Cử tri Nguyễn Văn Đực (ấp 3) kiến nghị sửa cầu.",
    "Đoàn thăm hộ bà Trần Thị Bảy, ngụ tổ 4, khu phố 2.",
    "Bà Đinh Thị Hrâm trú tại thôn Kon Sơ Lăl được tặng nhà.",
    "Em Phan Gia Bảo, học sinh lớp 7A nhận học bổng của Hội Khuyến học xã.",
    "Bị cáo Lê Văn Tèo, sinh năm 1984, bị tuyên 7 năm tù.",
    "Ông Trần Đại Phát, Giám đốc Công ty TNHH Hòa Phát tài trợ 50 triệu đồng.",
    "Ông Lê Văn Ruộng, Giám đốc Hợp tác xã nông nghiệp Tân Tiến chia sẻ kinh nghiệm.",
    "Ông Võ Thành Đạt - Chủ tịch HĐQT ngân hàng trao quà.",
    "Thượng tọa Thích Minh Tâm tặng 100 phần quà.",
    "Linh mục Nguyễn Văn Hiền cùng bà con giáo dân dọn vệ sinh.",
    "Hòa thượng Thích Thiện Nhơn, Trưởng Ban Trị sự Giáo hội Phật giáo tỉnh đến dự.",
    "Nghệ sĩ ưu tú Trần Bạch Vân biểu diễn tại chương trình.",
    "Ông Rơ Châm Hyơh – người có uy tín làng Plei Lao vận động bà con.",
    "Cô Nguyễn Thị Sáu (Trường Tiểu học Bình Minh) đạt giải nhất.",
    "Ông Trần Văn Bảy (ấp 3) hiến 200 m2 đất.",
    "Chủ tịch Hồ Chí Minh về thăm xã năm 1961.",
    "Lễ truy điệu liệt sĩ Nguyễn Văn Thạc diễn ra trang trọng.",
    "Mẹ Việt Nam anh hùng Trần Thị Mít năm nay 98 tuổi.",
    "Đoàn dâng hương tưởng niệm cố Tổng Bí thư Nguyễn Văn Cừ.",
    "Trường THCS Nguyễn Trãi, phường Lê Lợi, đường Trần Hưng Đạo được trang hoàng.",
    "Học bổng Vừ A Dính được trao cho 20 em.",
    "Đảng viên Hoàng Văn Nọi được trao Huy hiệu 50 năm tuổi Đảng.",
    "Tân binh Lò Văn Hặc lên đường nhập ngũ.",
    "Tin, ảnh: Nguyễn Thị Phương",
    "Tác giả: Trần Văn Minh - Phó Chủ tịch Hội Nông dân xã",
    "Người đưa tin: Phạm Thu Hà",
    "Lê Thị Lan (Hội LHPN xã Hòa An)",
    "Nguyễn Minh Tuệ",
    "Chịu trách nhiệm nội dung: Ông Đỗ Văn Hai - Chủ tịch UBND xã",
    "Trưởng Ban biên tập: Ông Lê Văn Ba - Phó Chủ tịch UBND",
    "Chủ tàu Nguyễn Văn Biển cho biết tàu đã về bến an toàn.",
    "Chủ tịch Trung Quốc Lý Cường đến thăm.",
    "Chủ tịch UBND TP Hà Nội ký ban hành quy định mới.",
    "Chủ tịch UBND huyện Mai Châu phát biểu.",
    "Già làng A Blong kể chuyện bên bếp lửa.",
]

ALL_CASES: list[Case] = [
    *NAME_THEN_POST,
    *SLASHES_AND_PAIRS,
    *POST_THEN_NAME,
    *RANKS,
    *LISTS,
    *NO_SEPARATOR,
    *BRACKETS,
    *APPOINTMENTS,
    *LATER_MENTIONS,
    *TYPOS,
    *PEOPLES,
]


@pytest.mark.parametrize(
    ("body", "expected"), ALL_CASES, ids=lambda value: value[:40] if isinstance(value, str) else ""
)
def test_each_form_gives_its_people_with_their_own_posts(body: str, expected: Expected) -> None:
    check(body, expected)


@pytest.mark.parametrize("body", NOBODY, ids=lambda body: body[:40])
def test_people_without_public_office_and_offices_without_people_give_no_official(body: str) -> None:
    assert officials_of(body) == []
