// SPDX-License-Identifier: GPL-2.0-or-later
// Sentences that ask the reader to agree, pay, subscribe or register: of every page, never of an
// article.
#pragma once

#include <string_view>

namespace dateline::html {

enum class Appeal {
  None,
  Legal,    ///< terms, rights, privacy
  Consent,  ///< cookies
  Join,     ///< to subscribe, register, log in, follow
  Donation,
};

/// What a paragraph asks its readers for. A sentence that only reports of such things asks for
/// nothing.
Appeal appeal_of(std::string_view paragraph);

/// What a whole page asks for, by its headline alone: "Terms of Use", "Newsletter".
Appeal appeal_of_title(std::string_view headline);

}  // namespace dateline::html
