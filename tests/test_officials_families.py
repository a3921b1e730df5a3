"""Officials by families of posts: abbreviated chiefs, forces, courts, schools, hamlets; and who only looks like one."""

from __future__ import annotations

import pytest

from indexer.extract.officials import find_officials
from indexer.model import Page

CASES: list[tuple[str, list[tuple[str, list[str]]]]] = [
    (
        (
            "Dự có đ/c Lê Văn Sâm - PBTTT ĐU, CT HĐND xã; đ/c Trần Thị Lụa - PCT.HĐND xã; đ/c Ngô Bá Khá - "
            "PCVP HĐND&UBND huyện."
        ),
        [
            ("Lê Văn Sâm", ["PBTTT ĐU", "CT HĐND xã"]),
            ("Trần Thị Lụa", ["PCT.HĐND xã"]),
            ("Ngô Bá Khá", ["PCVP HĐND&UBND huyện"]),
        ],
    ),
    (
        (
            "Tham dự có đ/c Hà Văn Tám - TUV, Bí thư Huyện ủy; đ/c Lò Thị Pâng - UVBTVHU, TB Tuyên giáo HU; "
            "đ/c Vì Văn Sáng - TP LĐTB&XH huyện."
        ),
        [
            ("Hà Văn Tám", ["TUV", "Bí thư Huyện ủy"]),
            ("Lò Thị Pâng", ["UVBTVHU", "TB Tuyên giáo HU"]),
            ("Vì Văn Sáng", ["TP LĐTB&XH huyện"]),
        ],
    ),
    (
        (
            "Đồng chí Võ Minh Quân – UV.BTV Đảng ủy - CHT BCH Quân sự phường; Trung tá Đỗ Đình Phi/Trưởng "
            "CAP; bà Lâm Ngọc Hân/Chủ tịch Hội LHPN phường."
        ),
        [
            ("Võ Minh Quân", ["UV.BTV Đảng ủy", "CHT BCH Quân sự phường"]),
            ("Đỗ Đình Phi", ["Trưởng CAP"]),
            ("Lâm Ngọc Hân", ["Chủ tịch Hội LHPN phường"]),
        ],
    ),
    (
        "Ban CHQS xã có đồng chí Nông Văn Hậu, Xã đội trưởng và đồng chí Bế Văn Cường, Xã đội phó.",
        [("Nông Văn Hậu", ["Xã đội trưởng"]), ("Bế Văn Cường", ["Xã đội phó"])],
    ),
    (
        (
            "Tại phiên tòa, Thẩm phán Phạm Thu Cúc làm chủ tọa; các Hội thẩm nhân dân gồm ông Đặng Đình Sơn "
            "và bà Tô Thị Xuyến; Thư ký phiên tòa: bà Mai Thị Hằng."
        ),
        [
            ("Phạm Thu Cúc", ["Thẩm phán"]),
            ("Đặng Đình Sơn", ["Hội thẩm nhân dân"]),
            ("Tô Thị Xuyến", ["Hội thẩm nhân dân"]),
            ("Mai Thị Hằng", ["Thư ký phiên tòa"]),
        ],
    ),
    (
        "Trung tá Phan Văn Đại, Giám thị Trại giam Xuân Hà; Thiếu tá Lê Cảnh Tuấn, Phó Giám thị cùng dự.",
        [("Phan Văn Đại", ["Giám thị Trại giam Xuân Hà"]), ("Lê Cảnh Tuấn", ["Phó Giám thị"])],
    ),
    (
        "Đồng chí Nguyễn Đình Tâm và đồng chí Hoàng Thị Kim được bầu giữ chức Phó Bí thư Đoàn xã.",
        [("Nguyễn Đình Tâm", ["Phó Bí thư Đoàn xã"]), ("Hoàng Thị Kim", ["Phó Bí thư Đoàn xã"])],
    ),
    (
        "Đồng chí Trịnh Văn Hợp, Phó Bí thư Đảng ủy được giới thiệu ứng cử chức danh Chủ tịch UBND xã.",
        [("Trịnh Văn Hợp", ["Phó Bí thư Đảng ủy", "Chủ tịch UBND xã"])],
    ),
    (
        (
            "Bà Giàng Thị Mỷ, Chủ tịch Hội LHPN xã, được điều động, bổ nhiệm giữ chức vụ Phó Trưởng phòng Văn"
            " hóa - Xã hội xã Bản Phố."
        ),
        [("Giàng Thị Mỷ", ["Chủ tịch Hội LHPN xã", "Phó Trưởng phòng Văn hóa - Xã hội xã Bản Phố"])],
    ),
    (
        ("Ban Tổ chức trao giải do ông Lý A Páo làm trưởng ban giám khảo; ông Tẩn Láo Sử, Trưởng thôn Sín Chải dự."),
        [("Tẩn Láo Sử", ["Trưởng thôn Sín Chải"])],
    ),
    (
        (
            "Chủ tịch nước Trung Quốc Tập Cận Bình gửi điện; Chủ tịch Tập Cận Bình và Tổng thống Vladimir "
            "Putin hội đàm; Thủ tướng Hun Manet tiếp đoàn."
        ),
        [],
    ),
    (("Kế toán trưởng Công ty TNHH Hoàng Long là bà Lê Thị Hòa và Giám đốc HTX Tân Tiến Nguyễn Văn Hải ký."), []),
    (
        "Các đồng chí Phó Chủ tịch UBND huyện: Lê Hữu Phước, Trần Quang Bửu và Nguyễn Thị Tơ.",
        [
            ("Lê Hữu Phước", ["Phó Chủ tịch UBND huyện"]),
            ("Trần Quang Bửu", ["Phó Chủ tịch UBND huyện"]),
            ("Nguyễn Thị Tơ", ["Phó Chủ tịch UBND huyện"]),
        ],
    ),
    (
        (
            "Lãnh đạo xã có ông Trần Văn Út (Bí thư Đảng ủy), bà Phan Thị Sáu (Chủ tịch UBMTTQ), ông Út Trơn "
            "(ấp 3), cô Lê Thị Nga (Trường TH Phú Lộc)."
        ),
        [("Trần Văn Út", ["Bí thư Đảng ủy"]), ("Phan Thị Sáu", ["Chủ tịch UBMTTQ"])],
    ),
    ("ÔNG ĐINH VĂN TẤN - CHỦ TỊCH UBND HUYỆN DỰ LỄ KHỞI CÔNG", [("Đinh Văn Tấn", ["CHỦ TỊCH UBND HUYỆN"])]),
    (
        "Ảnh: Đ/c Mai Xuân Thưởng, Phó Trưởng Ban Dân vận Huyện ủy phát biểu",
        [("Mai Xuân Thưởng", ["Phó Trưởng Ban Dân vận Huyện ủy"])],
    ),
    (
        ("Phó Chủ tịch Thường trực HĐND tỉnh Y Thanh Hà Niê Kđăm và Phó Giám đốc Sở Y tế Rơ Mah H'Bé Gái dự."),
        [
            ("Y Thanh Hà Niê Kđăm", ["Phó Chủ tịch Thường trực HĐND tỉnh"]),
            ("Rơ Mah H'Bé Gái", ["Phó Giám đốc Sở Y tế"]),
        ],
    ),
    (
        (
            "ThS.BS Trần Ngọc Tiến - Q. Giám đốc TTYT huyện; BS.CKII Đỗ Thị Sương - PGĐ BVĐK tỉnh; CNĐD Phùng"
            " Thị Hải, Điều dưỡng trưởng."
        ),
        [
            ("Trần Ngọc Tiến", ["Q. Giám đốc TTYT huyện"]),
            ("Đỗ Thị Sương", ["PGĐ BVĐK tỉnh"]),
            ("Phùng Thị Hải", ["Điều dưỡng trưởng"]),
        ],
    ),
    (
        "Ông Bùi Đức Hiền – Trưởng KP 3, bà Kiều Thị Mơ – TB CTMT KP 3, ông Sơn Thái Danh – BTCB KP 3.",
        [("Bùi Đức Hiền", ["Trưởng KP 3"]), ("Kiều Thị Mơ", ["TB CTMT KP 3"]), ("Sơn Thái Danh", ["BTCB KP 3"])],
    ),
    (
        (
            "Thầy Nguyễn Hữu Duy - HT, cô Trần Thị Mộng - PHT, thầy Cao Sỹ Lâm - TPT Đội, cô Vương Kiều Oanh "
            "- CTCĐ trường."
        ),
        [
            ("Nguyễn Hữu Duy", ["HT"]),
            ("Trần Thị Mộng", ["PHT"]),
            ("Cao Sỹ Lâm", ["TPT Đội"]),
            ("Vương Kiều Oanh", ["CTCĐ trường"]),
        ],
    ),
    (
        (
            "Đồng chí Lê Quang Hào, Phó Trưởng Ban Chỉ đạo 35, Trưởng Ban Tuyên giáo Thị ủy kiêm Giám đốc "
            "Trung tâm Chính trị thị xã."
        ),
        [
            (
                "Lê Quang Hào",
                ["Phó Trưởng Ban Chỉ đạo 35", "Trưởng Ban Tuyên giáo Thị ủy", "Giám đốc Trung tâm Chính trị thị xã"],
            )
        ],
    ),
    (
        (
            "Nguyên Chủ tịch UBND huyện Hồ Sỹ Phúc, nguyên Phó Bí thư Huyện ủy - ông Đậu Kim Anh, cố Bí thư "
            "Chi bộ Lê Văn Hai."
        ),
        [("Hồ Sỹ Phúc", ["Nguyên Chủ tịch UBND huyện"]), ("Đậu Kim Anh", ["nguyên Phó Bí thư Huyện ủy"])],
    ),
    (
        (
            "Đồng chí Lương Văn Cầu thôi giữ chức Phó Chủ tịch UBND thành phố để nghỉ hưu; chỉ định đồng chí "
            "Bạch Thị Trang tham gia Ban Chấp hành, Ban Thường vụ và giữ chức Phó Bí thư Thành ủy nhiệm kỳ "
            "2020 - 2025."
        ),
        [("Lương Văn Cầu", ["Phó Chủ tịch UBND thành phố"]), ("Bạch Thị Trang", ["Phó Bí thư Thành ủy"])],
    ),
    (
        (
            "Đoàn do Đại tá Nay Phương, Phó Chỉ huy trưởng BĐBP tỉnh làm Trưởng đoàn; Trung úy Ksor Tuân, cán"
            " bộ Đồn Biên phòng Ia O."
        ),
        [("Nay Phương", ["Phó Chỉ huy trưởng BĐBP tỉnh"]), ("Ksor Tuân", ["cán bộ Đồn Biên phòng Ia O"])],
    ),
    (
        (
            "Về phía huyện có các ông, bà: Thạch Sô Phi - HUV, TP. Dân tộc; Kim Thị Sà Rây - UVTV HU, CN "
            "UBKT; Danh Út – PCT UBMTTQVN huyện."
        ),
        [
            ("Thạch Sô Phi", ["HUV", "TP. Dân tộc"]),
            ("Kim Thị Sà Rây", ["UVTV HU", "CN UBKT"]),
            ("Danh Út", ["PCT UBMTTQVN huyện"]),
        ],
    ),
    (
        (
            "Cử tri Phạm Văn Đực (ấp 4) hỏi; ông Huỳnh Tấn Lộc, Chánh Thanh tra, trả lời; bà Nguyễn Thị Bé "
            "Ba, sinh năm 1960, Chi hội trưởng Chi hội PN ấp 4 thắc mắc."
        ),
        [("Huỳnh Tấn Lộc", ["Chánh Thanh tra"]), ("Nguyễn Thị Bé Ba", ["Chi hội trưởng Chi hội PN ấp 4"])],
    ),
    (
        "Đồng chí Chủ tịch UBND xã Ngô Văn Lịch, đồng chí Bí thư Đoàn xã Hồ Thị Cẩm Vân cùng ra quân.",
        [("Ngô Văn Lịch", ["Chủ tịch UBND xã"]), ("Hồ Thị Cẩm Vân", ["Bí thư Đoàn xã"])],
    ),
    (
        ("Ông Lê Hoài Nam Trưởng phòng Giáo dục và Đào tạo huyện Đăk Song trao học bổng Lê Quý Đôn cho em Thị Brơi."),
        [("Lê Hoài Nam", ["Trưởng phòng Giáo dục và Đào tạo huyện Đăk Song"])],
    ),
    (
        ("Xin chúc mừng tân Bí thư Đảng ủy phường Trà Thị Kim Sa, tân Chủ tịch UBND phường ông Đồng Văn Thanh."),
        [("Trà Thị Kim Sa", ["Bí thư Đảng ủy phường"]), ("Đồng Văn Thanh", ["Chủ tịch UBND phường"])],
    ),
    (
        (
            "Phó trưởng ban thường trực Ban Quản lý khu di tích Hà Thúc Minh, chuyên viên phòng Nội vụ Tống "
            "Thị Yên giới thiệu."
        ),
        [
            ("Hà Thúc Minh", ["Phó trưởng ban thường trực Ban Quản lý khu di tích"]),
            ("Tống Thị Yên", ["chuyên viên phòng Nội vụ"]),
        ],
    ),
    (
        (
            "Dự có bà Công Tằng Tôn Nữ Diệu Hằng – Phó Chủ tịch UBND phường Vỹ Dạ; ông Tôn Thất Bảo Vinh, "
            "Trưởng phòng Quản lý đô thị."
        ),
        [
            ("Công Tằng Tôn Nữ Diệu Hằng", ["Phó Chủ tịch UBND phường Vỹ Dạ"]),
            ("Tôn Thất Bảo Vinh", ["Trưởng phòng Quản lý đô thị"]),
        ],
    ),
    (
        "Phó Chủ tịch HĐND tỉnh Kim Hoàng Yến Vân điều hành phiên thảo luận.",
        [("Kim Hoàng Yến Vân", ["Phó Chủ tịch HĐND tỉnh"])],
    ),
    ("Ông Trương Đình Khải, giám đốc một công ty may, tặng 50 suất quà.", []),
    (
        (
            "Đoàn viếng các liệt sĩ thanh niên xung phong, trong đó có tiểu đội trưởng Lê Thị Hường Sen, tiểu"
            " đội phó Bùi Thị Ngân."
        ),
        [],
    ),
    (
        (
            "Dự họp có ông Lê Văn Tạo - Bí thư Đảng ủy xã; ông Lê Văn Tạo - Xóm trưởng xóm 7. Xóm trưởng Lê "
            "Văn Tạo báo cáo."
        ),
        [("Lê Văn Tạo", ["Bí thư Đảng ủy xã"]), ("Lê Văn Tạo", ["Xóm trưởng xóm 7"])],
    ),
    ("Đội thi của xã do anh Mạc Văn Quý làm đội trưởng giành giải Nhất.", []),
    (
        "Ông Điểu Krang, người có uy tín bon Bu Đốp, đồng thời là Bí thư Chi bộ bon, kể chuyện.",
        [("Điểu Krang", ["Bí thư Chi bộ bon"])],
    ),
    (
        (
            "Dự có Đ/c Ngô Tất Thành Công – UVBTV Đảng ủy, Chủ nhiệm UBKT; bà Lê Thị Chi – Tài chính - Kế "
            "toán xã; cán bộ Trạm Y tế."
        ),
        [("Ngô Tất Thành Công", ["UVBTV Đảng ủy", "Chủ nhiệm UBKT"]), ("Lê Thị Chi", ["Tài chính - Kế toán xã"])],
    ),
    (
        "Ông Đỗ Nhật Minh – Trưởng khối Thanh Tây kiêm Chi hội trưởng Chi hội Người cao tuổi.",
        [("Đỗ Nhật Minh", ["Trưởng khối Thanh Tây", "Chi hội trưởng Chi hội Người cao tuổi"])],
    ),
    ("BÍ THƯ CHI BỘ QUÝ IV NĂM 2025", []),
    (
        "Đoàn công tác do Thứ trưởng, Phó Chủ nhiệm Hầu Vĩnh Sơn dẫn đầu thăm xã.",
        [("Hầu Vĩnh Sơn", ["Thứ trưởng", "Phó Chủ nhiệm"])],
    ),
    (
        "Bà Vi Thị Én, CT. Hội Khuyến học phường (nguyên PCT UBND phường) trao quà.",
        [("Vi Thị Én", ["CT. Hội Khuyến học phường", "nguyên PCT UBND phường"])],
    ),
    (("Đại hội bầu ông Trần Lợi làm Chủ tịch HĐQT, ông Cao Văn Huân làm Trưởng Ban kiểm soát Hợp tác xã."), []),
]


@pytest.mark.parametrize(("body", "expected"), CASES, ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_every_family_of_posts_is_read_and_nothing_beside_it(body: str, expected: list[tuple[str, list[str]]]) -> None:
    found = find_officials(Page(id="a", title="", body=body, captions=""))
    assert [(one.name, [post.printed for post in one.posts]) for one in found] == expected
