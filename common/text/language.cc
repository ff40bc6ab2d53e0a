// SPDX-License-Identifier: GPL-2.0-or-later
// ICU knows the names and codes of languages.
#include "common/text/language.h"

#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <map>

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

namespace dateline {
namespace {

std::string name_in(const icu::Locale& language, const icu::Locale& reader) {
  icu::UnicodeString name;
  std::string utf8;
  return text::fold(language.getDisplayLanguage(reader, name).toUTF8String(utf8));
}

/// Every language's code, three-letter code, English and own name, folded → its code.
std::map<std::string, std::string, std::less<>> all_languages() {
  std::map<std::string, std::string, std::less<>> codes;
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    for (const std::string& key : {std::string(*code), std::string(uloc_getISO3Language(*code)),
                                   name_in(icu::Locale(*code), icu::Locale::getEnglish())}) {
      codes.try_emplace(key, current_language_code(*code));
    }
  }
  // Another language's code takes precedence over a language's own name.
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    codes.try_emplace(name_in(icu::Locale(*code), icu::Locale(*code)),
                      current_language_code(*code));
  }
  // If none is stated it is detected: some languages lack a three-letter code.
  for (const char* nothing : {"", "und", "mul", "zxx"}) codes.erase(nothing);
  return codes;
}

}  // namespace

std::string current_language_code(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "nb") return "no";
  return std::string(code.substr(0, code.find('-')));
}

std::string language_code(std::string_view stated) {
  static const auto codes = all_languages();
  const std::string name = text::fold(text::trim(stated));
  auto it = codes.find(name);
  // A region or script subtag does not matter to a stemmer.
  const std::string first = name.substr(0, name.find_first_of("-_"));
  if (it == codes.end()) it = codes.find(current_language_code(first));
  // Libraries write "ger" and "fre" (ISO 639-2/B).
  constexpr std::size_t kCodeBytes = 3;
  if (it == codes.end() && first.size() == kCodeBytes) {
    it = codes.find(
        current_language_code(icu::Locale::createCanonical(first.c_str()).getLanguage()));
  }
  return it == codes.end() ? "" : it->second;
}

}  // namespace dateline
