"""What people are told about a file: one Vietnamese and one English sentence for each code and flag.

Source: the measured table of bad inputs (design/pdf.md section 6).
"""

from __future__ import annotations

from typing import Final, Literal

Language = Literal["vi", "en"]

CODES: Final = (
    "OK",
    "NOT_PDF",
    "EMPTY",
    "DAMAGED",
    "ZERO_PAGES",
    "ENCRYPTED",
    "TOO_MANY_PAGES",
    "OUT_OF_MEMORY",
    "BOMB_STREAM",
    "TOO_COMPLEX",
    "PAGE_SIZE",
    "IMAGE_TOO_BIG",
    "PORTFOLIO",
    "TOO_BIG",
    "TIMEOUT",
)

KINDS: Final[dict[str, tuple[str, str]]] = {
    "word": ("tệp Word", "a Word file"),
    "rtf": ("tệp RTF", "an RTF file"),
    "office": ("tệp Office cũ", "an old Office file"),
    "spreadsheet": ("bảng tính Excel", "a spreadsheet"),
    "presentation": ("bản trình chiếu", "a presentation"),
    "opendocument": ("tệp OpenDocument", "an OpenDocument file"),
    "image": ("ảnh", "an image"),
    "html": ("trang web", "a web page"),
    "text": ("tệp văn bản thuần", "a plain text file"),
    "archive": ("tệp nén", "an archive"),
}

_TOO_COMPLEX = (
    "Tệp quá phức tạp để xử lý an toàn. Hãy xuất lại bằng Word hoặc LibreOffice.",
    "The file is too complex to process safely. Please export it again from Word or LibreOffice.",
)

_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "NOT_PDF": (
        "Tệp này không phải PDF hay Word (.docx){seen}. Hãy xuất ra PDF hoặc lưu thành .docx rồi tải lên lại.",
        "This file is neither a PDF nor a Word file (.docx){seen}. Please export it to either and upload it again.",
    ),
    "EMPTY": (
        "Tệp rỗng (0 byte). Hãy chọn lại tệp.",
        "The file is empty (0 bytes). Please choose the file again.",
    ),
    "TOO_BIG": (
        "Tệp lớn hơn {limit} MB. Hãy nén hoặc tách tệp rồi tải lên lại.",
        "The file is larger than {limit} MB. Please compress or split it and upload it again.",
    ),
    "TIMEOUT": (
        "Xử lý tệp quá lâu nên đã dừng. Hãy xuất lại bằng Word hoặc LibreOffice.",
        "Processing took too long and was stopped. Please export the file again from Word or LibreOffice.",
    ),
    "DAMAGED": (
        "Tệp {format} bị hỏng hoặc tải lên chưa xong. Hãy tải lên lại hoặc xuất lại từ bản gốc.",
        "The {format} file is damaged or was cut off. Please upload it again or export it again from the original.",
    ),
    "ZERO_PAGES": ("Tệp PDF không có trang nào.", "The PDF has no pages."),
    "ENCRYPTED": (
        "Tệp có mật khẩu mở. Hãy bỏ mật khẩu rồi tải lên lại. Không gửi mật khẩu cho chúng tôi.",
        (
            "The file needs a password to open. Please remove the password and upload it again. "
            "Do not send us the password."
        ),
    ),
    "TOO_MANY_PAGES": (
        "Tệp có {count} trang, giới hạn là {limit}. Hãy tách tệp.",
        "The file has {count} pages, the limit is {limit}. Please split it.",
    ),
    "OUT_OF_MEMORY": _TOO_COMPLEX,
    "BOMB_STREAM": _TOO_COMPLEX,
    "TOO_COMPLEX": _TOO_COMPLEX,
    "PAGE_SIZE": (
        "Trang {page} có khổ giấy bất thường ({width} × {height} mm).",
        "Page {page} has an unusual size ({width} × {height} mm).",
    ),
    "IMAGE_TOO_BIG": (
        "Ảnh ở trang {page} quá lớn. Hãy quét lại ở 300 dpi.",
        "The image on page {page} is too large. Please scan it again at 300 dpi.",
    ),
    "PORTFOLIO": (
        "Đây là bộ sưu tập PDF. Hãy tải lên từng bản án.",
        "This is a PDF portfolio. Please upload the judgments one by one.",
    ),
}

_OLD_WORD: Final = (
    "Tệp này là tệp Word cũ (.doc). Hãy lưu lại thành .docx hoặc PDF rồi tải lên lại.",
    "This is an old Word file (.doc). Please save it as .docx or PDF and upload it again.",
)
_RENAMED: Final = (
    "Tệp này không phải PDF (có vẻ là tệp Word). Hãy đổi đuôi tệp thành .docx hoặc xuất ra PDF rồi tải lên lại.",
    "This file is not a PDF (it looks like a Word file). Please name it .docx or export it to PDF and upload it again.",
)
_ON_PAGE: Final = (
    "Tệp quá phức tạp để xử lý an toàn (trang {page}). Hãy xuất lại bằng Word hoặc LibreOffice.",
    "The file is too complex to process safely (page {page}). Please export it again from Word or LibreOffice.",
)

_ACTIVE = (
    "Tệp có mã lệnh/tệp đính kèm; chúng sẽ không được công bố.",
    "The file holds scripts or attachments; they will not be published.",
)

_FLAGS: Final[dict[str, tuple[str, str]]] = {
    "REPAIRED": (
        "Tệp có lỗi nhỏ, hệ thống đã tự sửa. Hãy đối chiếu số trang.",
        "The file had small faults, which were repaired. Please compare the number of pages.",
    ),
    "JAVASCRIPT": _ACTIVE,
    "ACTION": _ACTIVE,
    "ATTACHMENT": _ACTIVE,
    "XFA": _ACTIVE,
    "MACROS": _ACTIVE,
    "SIGNED": (
        "Bản gốc có chữ ký số được lưu nguyên vẹn; bản công bố là bản mới, không mang chữ ký.",
        "The signed original is kept intact; the published file is a new one without the signature.",
    ),
    "ANNOTATIONS": (
        "Tệp có ghi chú; ghi chú không được công bố. Kiểm tra xem có nội dung cần giữ không.",
        "The file has notes; notes are not published. Please check whether something in them must be kept.",
    ),
    "TRACKED_CHANGES": (
        (
            "Tệp Word còn thay đổi chưa được chấp nhận: phần đã xóa bị bỏ, phần thêm vào được giữ. "
            "Hãy kiểm tra lại nội dung."
        ),
        (
            "The Word file has tracked changes: what was deleted is left out, what was inserted is kept. "
            "Please check the text."
        ),
    ),
    "PICTURES": (
        "Tệp Word có ảnh lớn hoặc phần nhúng; chữ trong đó không được đọc. Nếu là nội dung bản án, hãy xuất ra PDF.",
        "The Word file has large pictures or embedded parts; their text is not read. If it matters, export to PDF.",
    ),
    "HIDDEN_TEXT": (
        (
            "Trang {pages} có chữ bị che hoặc ẩn. Chữ ẩn không được đưa vào bản công bố. "
            "Nếu bạn đã che tay, hãy kiểm tra lại."
        ),
        (
            "Page {pages} has covered or hidden text. Hidden text is not published. "
            "If you covered it by hand, please check it again."
        ),
    ),
    "NEEDS_OCR": (
        "Trang {pages} là ảnh quét hoặc có lớp chữ không đọc được: cần nhận dạng chữ trước khi xử lý tiếp.",
        "Page {pages} is a scan or has an unreadable text layer: it needs character recognition first.",
    ),
    "OCR": (
        "Trang {pages} là ảnh quét: đã nhận dạng chữ tự động. Hãy đối chiếu các từ tô vàng.",
        "Page {pages} is a scan: its text was recognised automatically. Please compare the words marked yellow.",
    ),
    "NOT_VIETNAMESE": (
        "Không nhận ra tiếng Việt ở trang {pages}. Hãy kiểm tra tệp.",
        "No Vietnamese was recognised on page {pages}. Please check the file.",
    ),
}


def _column(language: Language) -> int:
    return 0 if language == "vi" else 1


def _grouped(number: int, language: Language) -> str:
    """A count with the language's thousands mark: 2.000 or 2,000."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "vi" else text


def _seen(kind: str | None, language: Language) -> str:
    if kind not in KINDS:
        return ""
    name = KINDS[kind][_column(language)]
    return f" (có vẻ là {name})" if language == "vi" else f" (it looks like {name})"


def sentence(code: str, language: Language = "vi", **facts: object) -> str:
    """The sentence for a refused file, saying what it is and what to do.

    :param code: one of CODES but OK; KeyError for anything else
    :param facts: what the sentence names: limit (MB or pages), count, page, width and height (mm), seen (kind),
        word (whether the file is a Word file)
    """
    shown: dict[str, object] = {
        name: _grouped(value, language) if isinstance(value, int) else value for name, value in facts.items()
    }
    if code == "NOT_PDF":
        own = {"old_word": _OLD_WORD, "renamed_word": _RENAMED}.get(str(facts.get("seen")))
        if own is not None:
            return own[_column(language)]
        shown["seen"] = _seen(str(facts.get("seen")), language)
    if code == "DAMAGED":
        shown["format"] = "Word" if facts.get("word") else "PDF"
    if code in {"TOO_COMPLEX", "BOMB_STREAM", "OUT_OF_MEMORY"} and "page" in facts:
        return _ON_PAGE[_column(language)].format_map(shown)
    return _SENTENCES[code][_column(language)].format_map(shown)


def flag_sentences(flags: tuple[str, ...], pages: dict[str, list[int]], language: Language = "vi") -> list[str]:
    """The warnings for a file that was read, each sentence once, in the order of the flags.

    :param pages: for the flags that name pages, their numbers counted from 1
    """
    found: list[str] = []
    for flag in flags:
        if flag not in _FLAGS:
            continue  # noted in the record only: OWNER_LOCKED, REVISIONS, LAYERS
        text = _FLAGS[flag][_column(language)].format(pages=", ".join(map(str, pages.get(flag, []))))
        if text not in found:
            found.append(text)
    return found
