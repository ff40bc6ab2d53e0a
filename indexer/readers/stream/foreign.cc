// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of first bytes and of names.
#include "indexer/readers/stream/foreign.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::string_view kind;
  std::size_t at = 0;
};

constexpr std::array kNoArticle = {
    Signature{"\xFF\xD8\xFF"sv, "JPEG image"},
    Signature{"\x89PNG\r\n\x1A\n"sv, "PNG image"},
    Signature{"GIF87a"sv, "GIF image"},
    Signature{"GIF89a"sv, "GIF image"},
    Signature{"II*\0"sv, "TIFF image"},
    Signature{"MM\0*"sv, "TIFF image"},
    Signature{"8BPS\0"sv, "Photoshop image"},
    Signature{"\0\0\1\0"sv, "icon"},
    Signature{"\0\0\0\x0CjP  "sv, "JPEG 2000 image"},
    Signature{"WEBP"sv, "WebP image", 8},
    Signature{"AVI "sv, "video", 8},
    Signature{"WAVE"sv, "sound recording", 8},
    Signature{"ftypavif"sv, "AVIF image", 4},
    Signature{"ftypheic"sv, "HEIC image", 4},
    Signature{"ftypheix"sv, "HEIC image", 4},
    Signature{"ftypmif1"sv, "HEIC image", 4},
    Signature{"ftypM4A"sv, "sound recording", 4},
    Signature{"ftyp"sv, "video", 4},
    Signature{"\x1A\x45\xDF\xA3"sv, "video"},
    Signature{"\0\0\1\xBA"sv, "video"},
    Signature{"FLV\1"sv, "video"},
    Signature{"ID3\2"sv, "sound recording"},
    Signature{"ID3\3"sv, "sound recording"},
    Signature{"ID3\4"sv, "sound recording"},
    Signature{"\xFF\xFB"sv, "sound recording"},
    Signature{"fLaC\0"sv, "sound recording"},
    Signature{"OggS\0"sv, "sound recording"},
    Signature{"\x7F"
              "ELF"sv,
              "program"},
    Signature{"\xCF\xFA\xED\xFE"sv, "program"},
    Signature{"\xCE\xFA\xED\xFE"sv, "program"},
    Signature{"\xFE\xED\xFA\xCE"sv, "program"},
    Signature{"\xFE\xED\xFA\xCF"sv, "program"},
    Signature{"\xCA\xFE\xBA\xBE"sv, "program"},
    Signature{"\0asm"sv, "program"},
    Signature{"#!/"sv, "program"},
    Signature{"SQLite format 3\0"sv, "database"},
    Signature{"wOFF"sv, "font"},
    Signature{"wOF2"sv, "font"},
    Signature{"OTTO\0"sv, "font"},
    Signature{"\0\1\0\0\0"sv, "font"},
};

struct Document {
  std::string_view bytes;
  std::string_view kind;
  std::string_view to_do;
};

constexpr std::string_view kDatedText =
    "convert it with pdftotext, and put a line ' date 2019-12-13 Headline' before each article";
constexpr std::string_view kSaveAsHtml =
    "save it as HTML, or as plain text with a line ' date 2019-12-13 Headline' before each article";
constexpr std::string_view kSaveAsCsv =
    "save it as CSV whose first row names the columns (dateline-index formats)";

constexpr std::array kDocuments = {
    Document{"%PDF-"sv, "a PDF document", kDatedText},
    Document{"{\\rtf"sv, "an RTF document", kSaveAsHtml},
    Document{"%!PS"sv, "a PostScript document", kSaveAsHtml},
    Document{"AT&TFORM"sv, "a DjVu document", kSaveAsHtml},
    Document{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "a document of an older Microsoft Office",
             kSaveAsHtml},
};

/// By the name, or the text, that a zip holds near its beginning.
constexpr std::array kZipped = {
    Document{"mimetypeapplication/epub+zip"sv, "an EPUB book",
             "unzip it, and add the HTML pages in it"},
    Document{"mimetypeapplication/vnd.oasis.opendocument.text"sv, "an OpenDocument text",
             kSaveAsHtml},
    Document{"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"sv,
             "an OpenDocument spreadsheet", kSaveAsCsv},
    Document{"mimetypeapplication/vnd.oasis.opendocument."sv, "an OpenDocument document",
             kSaveAsHtml},
    Document{"word/"sv, "a Word document", kSaveAsHtml},
    Document{"xl/"sv, "an Excel spreadsheet", kSaveAsCsv},
    Document{"ppt/"sv, "a PowerPoint document", kSaveAsHtml},
};

Foreign as_foreign(const Document& document) {
  return {std::string(document.kind), std::string(document.to_do)};
}

/// A program for Windows or DOS: "MZ" might begin a text, so what it points to counts.
bool is_windows_program(std::string_view head) {
  constexpr std::size_t kPointer = 0x3C;
  if (!head.starts_with("MZ") || head.size() < kPointer + 4) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[kPointer + i]); };
  const std::size_t at = byte(0) + (std::size_t{byte(1)} << 8U);
  return byte(2) == 0 && byte(3) == 0 &&
         head.substr(std::min(at, head.size())).starts_with("PE\0\0"sv);
}

/// A bitmap: "BM", its size, and four bytes that are zero.
bool is_bitmap(std::string_view head) {
  return head.size() >= 10 && head.starts_with("BM") && head.substr(6, 4) == "\0\0\0\0"sv;
}

/// An SVG image is the only XML that is a picture.
bool is_svg(std::string_view head) {
  const std::size_t element = head.find("<svg");
  if (!head.starts_with('<') || element == std::string_view::npos) return false;
  // What comes before it is a declaration, a comment or a document type.
  for (std::size_t at = head.find('<'); at < element; at = head.find('<', at + 1)) {
    if (at + 1 < head.size() && head[at + 1] != '?' && head[at + 1] != '!') return false;
  }
  return true;
}

/// A zip that an office program, an e-book or Java made.
std::optional<Foreign> zipped(std::string_view head) {
  constexpr std::size_t kName = 30;
  if (!head.starts_with("PK\x03\x04") || head.size() < kName) return std::nullopt;
  const std::string_view name = head.substr(kName);
  const bool is_office = name.starts_with("[Content_Types].xml") || name.starts_with("_rels/") ||
                         name.starts_with("docProps/") || name.starts_with("word/") ||
                         name.starts_with("xl/") || name.starts_with("ppt/");
  for (const Document& document : kZipped) {
    const bool is_it = document.bytes.starts_with("mimetype")
                           ? name.starts_with(document.bytes)
                           : is_office && name.find(document.bytes) != std::string_view::npos;
    if (is_it) return as_foreign(document);
  }
  if (is_office) return Foreign{"a Microsoft Office document", std::string(kSaveAsHtml)};
  if (name.starts_with("META-INF/")) return Foreign{"program"};
  return std::nullopt;
}

bool is_header_of_mail(std::string_view line) {
  constexpr std::array<std::string_view, 6> kNames = {
      "received:", "return-path:", "delivered-to:", "message-id:", "x-mailer:", "mime-version:"};
  const std::string lower = ascii::lower(line);
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return lower.starts_with(name); });
}

/// Headers that only mail has, before the first empty line.
bool is_mail(std::string_view head) {
  if (head.starts_with("From ")) head.remove_prefix(std::min(head.find('\n'), head.size() - 1) + 1);
  std::size_t headers = 0;
  for (bool is_first = true; !head.empty(); is_first = false) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = head.substr(0, end);
    if (line.empty() || line == "\r") break;
    const bool is_folded = !is_first && (line.front() == ' ' || line.front() == '\t');
    if (!is_folded && line.find(':') == std::string_view::npos) return false;
    if (is_header_of_mail(line)) ++headers;
    head.remove_prefix(std::min(end + 1, head.size()));
  }
  return headers >= 1;
}

}  // namespace

std::optional<Foreign> foreign_content(std::string_view head) {
  head = head.substr(0, kForeignBytes);
  for (const Document& document : kDocuments) {
    if (head.starts_with(document.bytes)) return as_foreign(document);
  }
  if (auto office = zipped(head)) return office;
  for (const Signature& magic : kNoArticle) {
    if (magic.at <= head.size() && head.substr(magic.at).starts_with(magic.bytes) &&
        (magic.at != 8 || head.starts_with("RIFF"))) {
      return Foreign{std::string(magic.kind)};
    }
  }
  if (is_windows_program(head)) return Foreign{"program"};
  if (is_bitmap(head)) return Foreign{"bitmap image"};
  if (is_svg(head)) return Foreign{"SVG image"};
  return std::nullopt;
}

std::optional<Foreign> foreign_text(std::string_view head) {
  if (!is_mail(head.substr(0, kForeignBytes))) return std::nullopt;
  return Foreign{"e-mail", "save the page or the attachment that it carries, and add that"};
}

bool is_desktop_litter(std::string_view name) {
  constexpr std::array<std::string_view, 8> kNames = {
      "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini",
      "icon\r",    "__macosx",    "$recycle.bin",      "system volume information"};
  constexpr std::array<std::string_view, 9> kHidden = {
      ".ds_store",  ".directory",      ".localized",   ".trashes",
      ".fseventsd", ".spotlight-v100", ".appledouble", ".nautilus-metafile.xml",
      ".thumbnails"};
  const std::string lower = ascii::lower(name);
  return std::find(kNames.begin(), kNames.end(), lower) != kNames.end() ||
         std::find(kHidden.begin(), kHidden.end(), lower) != kHidden.end() ||
         lower.starts_with("._") || lower.starts_with("~$") || lower.starts_with(".~lock.") ||
         lower.starts_with(".trash-");
}

std::string_view litter(std::string_view path) {
  std::string_view found;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view name = path.substr(0, end);
    if (is_desktop_litter(name)) return "of the desktop";
    if (name.starts_with('.') && name != "." && name != "..") found = "hidden";
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return found;
}

}  // namespace dateline
