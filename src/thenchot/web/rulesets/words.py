"""The codes of a rulebook file in words: who acts, which period, what was chosen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, str | Promise] = {
    # kinds of subject
    "cong_chuc": _("công chức"),
    "vien_chuc": _("viên chức"),
    "can_bo": _("cán bộ"),
    "hop_dong": _("người lao động"),
    "to_chuc": _("cơ quan, tổ chức, đơn vị"),
    # periods
    "month": _("Tháng"),
    "quarter": _("Quý"),
    "half_year": _("6 tháng"),
    "year": _("Năm"),
    # who acts
    "person": _("cá nhân"),
    "deputy": _("cấp phó"),
    "scorer": _("người theo dõi, đánh giá"),
    "ranker": _("cấp xếp loại"),
    "organisation_body": _("cơ quan tham mưu về tổ chức, cán bộ"),
    "meeting": _("cuộc họp của đơn vị"),
    "authority": _("cấp có thẩm quyền"),
    "head": _("người đứng đầu"),
    "unit": _("công khai trong đơn vị"),
    "head_of_managing_body": _("người đứng đầu cơ quan quản lý"),
    "head_of_using_body": _("người đứng đầu cơ quan sử dụng"),
    "head_of_directly_using_body": _("người đứng đầu cơ quan trực tiếp sử dụng"),
    "deputy_of_using_body": _("cấp phó của cơ quan sử dụng"),
    "deputy_of_directly_using_body": _("cấp phó của cơ quan trực tiếp sử dụng"),
    "staff_of_using_body": _("công chức thuộc cơ quan sử dụng"),
    "staff_of_directly_using_body": _("công chức thuộc cơ quan trực tiếp sử dụng"),
    "staff": _("công chức, viên chức không giữ chức vụ"),
    "manager": _("viên chức quản lý"),
    "peers": _("đồng nghiệp"),
    "direct_leader": _("lãnh đạo trực tiếp"),
    "head_of_unit": _("người đứng đầu đơn vị"),
    "managing_body": _("cơ quan quản lý"),
    "minister": _("bộ trưởng"),
    "province_chairman": _("chủ tịch UBND cấp tỉnh"),
    "commune_chairman": _("chủ tịch UBND cấp xã"),
    "head_of_department": _("người đứng đầu cục, vụ"),
    "head_of_province_body": _("người đứng đầu cơ quan chuyên môn cấp tỉnh"),
    "ministry_department": _("cục, vụ thuộc bộ"),
    "department_unit": _("đơn vị thuộc cục, vụ"),
    "province_body": _("cơ quan chuyên môn cấp tỉnh"),
    "province_body_unit": _("đơn vị thuộc cơ quan chuyên môn cấp tỉnh"),
    "commune_committee": _("UBND cấp xã"),
    "commune_body": _("cơ quan chuyên môn cấp xã"),
    # how results are made known
    "notice": _("thông báo"),
    "written_notice": _("thông báo bằng văn bản"),
    "electronic": _("công khai trên môi trường điện tử"),
    # how sure
    "quoted": _("Theo đúng văn bản"),
    "interpretation": _("Cách hiểu của phần mềm"),
    "press": _("Theo báo chí"),
    "secondary": _("Theo nguồn thứ cấp, chờ đối chiếu"),
    "secondary_draft": _("Theo dự thảo, chưa đối chiếu"),
    "memory": _("Chưa đối chiếu"),
    "unverified": _("Chưa đối chiếu"),
    # caps
    "ranked_HTT": _("số người xếp mức hoàn thành tốt"),
    "initial_HTT": _("số người ban đầu ở mức hoàn thành tốt"),
    "all_ranked": _("số người được xếp loại"),
    "floor": _("lấy phần nguyên"),
    "half_up": _("làm tròn nửa lên"),
    "body": _("toàn cơ quan"),
    "similar_duty_group": _("từng nhóm có nhiệm vụ tương đồng"),
    "organisation_outstanding": _("khi tổ chức có thành tích xuất sắc"),
    "competent_authority": _("cấp có thẩm quyền"),
    "similar_post_group": _("từng nhóm chức danh, vị trí tương đồng"),
    "recognising_authority": _("từng người có thẩm quyền công nhận"),
    "outstanding": _("khi có thành tích xuất sắc, nổi trội"),
    "unit_outstanding": _("khi cơ quan, đơn vị có thành tích nổi trội"),
    # choices a body makes
    "cap_total": _("tính trần ở tổng phần kết quả"),
    "cap_each": _("tính trần từng tỷ lệ"),
    "no_cap": _("không tính trần"),
    "not_scored": _("không chấm, chuyển cấp có thẩm quyền"),
    "mean_of_available_with_flag": _("trung bình các tháng có điểm, có ghi chú"),
    "direct": _("cấp dưới trực tiếp"),
    "all_below": _("toàn bộ cấp dưới"),
    "mean_months": _("trung bình các tháng"),
    "mean_quarters": _("trung bình các quý"),
    "level_combination": _("tổ hợp mức của các kỳ"),
    "own_review": _("xem xét riêng"),
    "always": _("luôn áp dụng"),
    "hd02_simple": _("trung bình bốn trục"),
    "hd02": _("theo trọng số của loại vị trí"),
    "highest_level_met_else_ASK": _("mức cao nhất đủ điều kiện, không có thì cấp có thẩm quyền quyết định"),
    "nd233-preset-vpdkdd-dak-lak-draft": _("theo dự thảo quy chế của một đơn vị"),
}


def words(code: object) -> str:
    """Return the words of a code, or the code itself: a value nobody named yet is shown, not hidden."""
    return str(WORDS.get(str(code), code))
