// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of first bytes and of names.
#include "indexer/readers/stream/foreign.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

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
    Signature{"wOFF"sv, "font"},
    Signature{"wOF2"sv, "font"},
    Signature{"OTTO\0"sv, "font"},
    Signature{"\0\1\0\0\0"sv, "font"},
    Signature{"gimp xcf"sv, "GIMP image"},
    Signature{"\0\0\0\x0CJXL "sv, "JPEG XL image"},
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

constexpr std::string_view kAsJsonLines = "write its table as JSON Lines or CSV, and add that";

constexpr std::array kDocuments = {
    Document{"%PDF-"sv, "a PDF document", kDatedText},
    Document{"{\\rtf"sv, "an RTF document", kSaveAsHtml},
    Document{"SQLite format 3\0"sv, "a SQLite database",
             "write its table as CSV (sqlite3 -header -csv FILE 'SELECT …'), and add that"},
    Document{"filedesc://"sv, "an ARC file, the web archive before WARC",
             "convert it to WARC (with warcio recompress), and add that"},
    Document{" CDX "sv, "the index of a web archive (CDX)", "add the WARC files that it lists"},
    Document{"PAR1"sv, "a Parquet file", kAsJsonLines},
    Document{"Obj\1"sv, "an Avro file", kAsJsonLines},
    Document{"ARROW1\0"sv, "an Arrow file", kAsJsonLines},
    Document{"FEA1"sv, "a Feather file", kAsJsonLines},
    Document{"\x89HDF\r\n\x1A\n"sv, "an HDF5 file", kAsJsonLines},
    Document{"RDX2\n"sv, "a file of R", kAsJsonLines},
    Document{"RDX3\n"sv, "a file of R", kAsJsonLines},
    Document{"X\n\0\0\0\2"sv, "a file of R", kAsJsonLines},
    Document{"X\n\0\0\0\3"sv, "a file of R", kAsJsonLines},
    Document{"<stata_dta>"sv, "a file of Stata", kAsJsonLines},
    Document{"$FL2"sv, "a file of SPSS", kAsJsonLines},
    Document{"\x80\4\x95"sv, "a pickle of Python", kAsJsonLines},
    Document{"\x80\5\x95"sv, "a pickle of Python", kAsJsonLines},
    Document{"\x80\2]"sv, "a pickle of Python", kAsJsonLines},
    Document{"\x80\3]"sv, "a pickle of Python", kAsJsonLines},
    Document{"\0\1\0\0Standard "sv, "a Microsoft Access database", kAsJsonLines},
    Document{"!BDN"sv, "a mailbox of Outlook", "save the pages in it, and add those"},
    Document{"ITSF"sv, "a help file of Windows (CHM)", "unpack it, and add the HTML pages in it"},
    Document{"ITOLITLS"sv, "a Microsoft Reader book", kSaveAsHtml},
    Document{"\xFFWPC"sv, "a WordPerfect document", kSaveAsHtml},
    Document{"bplist00"sv, "a property list of macOS, as Safari saves pages",
             "save the page as HTML, and add that"},
    Document{"%!PS"sv, "a PostScript document", kSaveAsHtml},
    Document{"AT&TFORM"sv, "a DjVu document", kSaveAsHtml},
    Document{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "a document of an older Microsoft Office",
             kSaveAsHtml},
};

/// By the name, or the text, that a zip holds near its beginning.
constexpr std::array kZipped = {
    Document{"application/epub+zip"sv, "an EPUB book", "unzip it, and add the HTML pages in it"},
    Document{"application/vnd.oasis.opendocument.text"sv, "an OpenDocument text", kSaveAsHtml},
    Document{"application/vnd.oasis.opendocument.spreadsheet"sv, "an OpenDocument spreadsheet",
             kSaveAsCsv},
    Document{"application/vnd.oasis.opendocument."sv, "an OpenDocument document", kSaveAsHtml},
    Document{"word/"sv, "a Word document", kSaveAsHtml},
    Document{"xl/"sv, "an Excel spreadsheet", kSaveAsCsv},
    Document{"ppt/"sv, "a PowerPoint document", kSaveAsHtml},
    Document{".iwa"sv, "a document of Apple's Pages, Numbers or Keynote", kSaveAsHtml},
};

/// What databases of newspapers give their users, and what makes tables of it.
constexpr std::array kDatabases = {
    Document{"Nexis"sv, "a download of Nexis",
             "turn it into CSV (with LexisNexisTools for R), and add that"},
    Document{"Factiva"sv, "a download of Factiva",
             "turn it into CSV (with tm.plugin.factiva for R), and add that"},
    Document{"ProQuest"sv, "a download of ProQuest",
             "turn it into CSV, whose first row names the columns, and add that"},
    Document{"Europresse"sv, "a download of Europresse",
             "turn it into CSV (with tm.plugin.europresse for R), and add that"},
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
                         name.starts_with("docProps/") || name.starts_with("docMetadata/") ||
                         name.starts_with("customXml/") || name.starts_with("Index/") ||
                         name.starts_with("preview") || name.starts_with("word/") ||
                         name.starts_with("xl/") || name.starts_with("ppt/");
  for (const Document& document : kZipped) {
    constexpr std::size_t kFirstMember = 200;
    const bool is_it =
        document.bytes.starts_with("application/")
            ? name.starts_with("mimetype") &&
                  name.substr(0, kFirstMember).find(document.bytes) != std::string_view::npos
            : is_office && name.find(document.bytes) != std::string_view::npos;
    if (is_it) return as_foreign(document);
  }
  const bool is_apple = name.starts_with("Index/") || name.starts_with("preview");
  if (is_office && !is_apple)
    return Foreign{"a Microsoft Office document", std::string(kSaveAsHtml)};
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

/// The next line of `text`, without its end.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// "1 of 20 DOCUMENTS", "Dokument 1 von 20", "Document 1 de 20": as Nexis parts articles.
bool is_nexis_mark(std::string_view line) {
  const std::string lower = ascii::lower(text::trim(line));
  const bool is_named =
      lower.find("document") != std::string::npos || lower.find("dokument") != std::string::npos;
  if (!is_named || lower.size() > 60) return false;
  for (const std::string_view of : {" of ", " von ", " de ", " van ", " di "}) {
    const std::size_t at = lower.find(of);
    if (at == std::string::npos || at == 0) continue;
    const std::size_t behind = at + of.size();
    if (behind < lower.size() && ascii::is_digit(lower[at - 1]) && ascii::is_digit(lower[behind])) {
      return true;
    }
  }
  return false;
}

/// "Document HARBP00020190406ef4500003", "AN HARBP00020190406ef4500003".
bool is_factiva_number(std::string_view line) {
  line = text::trim(line);
  const std::size_t blank = line.find_last_of(" \t");
  if (blank == std::string_view::npos) return false;
  const std::string_view number = line.substr(blank + 1);
  return number.size() == 25 && line.size() < 60 &&
         std::all_of(number.begin(), number.end(),
                     [](char c) { return ascii::is_letter_or_digit(c); }) &&
         std::any_of(number.begin(), number.end(), ascii::is_digit);
}

const Document* named(std::string_view database) {
  return &*std::find_if(kDatabases.begin(), kDatabases.end(),
                        [&](const Document& each) { return each.bytes == database; });
}

/// Which database wrote this RTF, whose codes are between its words.
const Document* database_in_rtf(std::string_view rtf) {
  const auto has = [&](std::string_view part) { return rtf.find(part) != std::string_view::npos; };
  if (has("Factiva")) return named("Factiva");
  if (has("Nexis") || has("Load-Date:") || has("LOAD-DATE:")) return named("Nexis");
  return nullptr;
}

/// Which database wrote this text.
const Document* database_of(std::string_view text) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (has("ProQuest document ID") || has("ProQuest Document ID")) return named("ProQuest");
  if (has("CEDROM-SNi") || has("Europresse") || has("Eureka.cc")) return named("Europresse");
  bool is_load_date = false;
  bool is_length = false;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = next_line(rest);
    if (is_nexis_mark(line)) return named("Nexis");
    if (is_factiva_number(line)) return named("Factiva");
    is_load_date = is_load_date || line.starts_with("LOAD-DATE:") || line.starts_with("Load-Date:");
    is_length = is_length || line.starts_with("LENGTH:") || line.starts_with("Length:");
  }
  if (is_load_date && is_length) return named("Nexis");
  return nullptr;
}

/// By how their first line begins.
constexpr std::array kTexts = {
    Document{"TY  - "sv, "a list of references (RIS)",
             "export it as CSV whose first row names the columns, and add that"},
    Document{"%0 "sv, "a list of references (EndNote)",
             "export it as CSV whose first row names the columns, and add that"},
    Document{"@article"sv, "a list of references (BibTeX)",
             "export it as CSV whose first row names the columns, and add that"},
    Document{"@misc"sv, "a list of references (BibTeX)",
             "export it as CSV whose first row names the columns, and add that"},
    Document{"-- MySQL dump"sv, "the dump of a database (SQL)", kAsJsonLines},
    Document{"-- MariaDB dump"sv, "the dump of a database (SQL)", kAsJsonLines},
    Document{"-- phpMyAdmin SQL"sv, "the dump of a database (SQL)", kAsJsonLines},
    Document{"--\n-- PostgreSQL database"sv, "the dump of a database (SQL)", kAsJsonLines},
    Document{"PRAGMA foreign_keys"sv, "the dump of a database (SQL)", kAsJsonLines},
    Document{"CREATE TABLE"sv, "the dump of a database (SQL)", kAsJsonLines},
    Document{"INSERT INTO"sv, "the dump of a database (SQL)", kAsJsonLines},
    Document{"BEGIN:VCALENDAR"sv, "a calendar", "leave it out"},
    Document{"BEGIN:VCARD"sv, "a list of contacts", "leave it out"},
    Document{"\\documentclass"sv, "a LaTeX document", kSaveAsHtml},
    Document{"---\n"sv, "a page of Markdown or YAML", kSaveAsHtml},
};

}  // namespace

std::optional<Foreign> foreign_content(std::string_view head) {
  head = head.substr(0, kForeignBytes);
  if (head.starts_with("{\\rtf")) {
    if (const Document* const database = database_in_rtf(head)) return as_foreign(*database);
  }
  constexpr std::size_t kBook = 60;
  if (head.size() > kBook &&
      (head.substr(kBook).starts_with("BOOKMOBI") || head.substr(kBook).starts_with("TEXtREAd"))) {
    return Foreign{"a Mobipocket book", "convert it to HTML (with Calibre), and add that"};
  }
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
  head = head.substr(0, kForeignBytes);
  if (is_mail(head)) {
    return Foreign{"e-mail", "save the page or the attachment that it carries, and add that"};
  }
  const std::string_view text = text::trim(head);
  for (const Document& document : kTexts) {
    if (text.starts_with(document.bytes)) return as_foreign(document);
  }
  if (const Document* const database = database_of(head)) return as_foreign(*database);
  return std::nullopt;
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
