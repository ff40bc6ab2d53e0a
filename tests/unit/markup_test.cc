// SPDX-License-Identifier: GPL-2.0-or-later
// Text from pieces of markup, sound or hostile.
#include "indexer/readers/base/markup.h"

#include "tests/unit/reading.h"

#include <catch2/catch.hpp>

namespace markup_test {

using namespace dateline;

TEST_CASE("elements that are blocks part paragraphs, and others leave the text whole") {
  CHECK(text_from_markup("<p>One <b>bo</b>ld</p><P CLASS='x'>Two<br/>lines</p>") ==
        "One bold\n\nTwo\nlines");
  CHECK(text_from_markup("<div>a\n b</div><ul><li>c<li>d</ul>") == "a b\n\nc\n\nd");
  CHECK(text_from_markup("a <a href=\"x>y\" title='<p>'>link</a>") == "a link");
  CHECK(text_from_markup("two\nlines <i>kept</i>") == "two\nlines kept");
}

TEST_CASE("references become characters, and what is none stays") {
  CHECK(text_from_markup("&eacute;&#233;&#xE9;&amp;lt;&apos;&nbsp;&#150;") == "ééé&lt;' –");
  CHECK(text_from_markup("AT&T; R&D &; &#; &#x; &nosuch; &#99999999999; &#xD800;") ==
        "AT&T; R&D &; &#; &#x; &nosuch; \uFFFD \uFFFD");
}

TEST_CASE("nothing is read of scripts, styles, comments and declarations") {
  CHECK(text_from_markup("<?xml version='1.0'?><!DOCTYPE x><p>a</p><script>if (a<b) '</p>'</SCRIPT>"
                         "<style>p{}</style><!-- <p>c</p> -->b") == "a\n\nb");
  CHECK(text_from_markup("<![CDATA[a & <b>]]>") == "a & <b>");
  CHECK(text_from_markup("a<!-- never closed <p>b") == "a");
  CHECK(text_from_markup("a<script>never closed") == "a");
}

TEST_CASE("what only looks like markup is text") {
  CHECK(plain_text("if a < b & b > c\n\nthen") == "if a < b & b > c\n\nthen");
  CHECK(plain_text("1 <2, R&D; x&y") == "1 <2, R&D; x&y");
  CHECK(plain_text("Fish &amp; chips\n\nMore") == "Fish & chips\n\nMore");
  CHECK(text_from_markup("a < b <") == "a < b <");
}

TEST_CASE("hostile markup takes time in proportion to its length") {
  const double start = test::processor_seconds();
  for (const std::string_view piece : {"<div>", "<b><p>", "<a href=\"", "<!--", "<script ", "&",
                                       "&#", "<", "</", "<x='", "<![CDATA["}) {
    std::string markup;
    while (markup.size() < 1'000'000) markup += piece;
    text_from_markup(markup);
  }
  const double spent = test::processor_seconds() - start;
  CHECK(spent < 3 * test::kAtOnce);
}

TEST_CASE("what holds markup is markup, however it is written") {
  CHECK(plain_text("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;") == "One\n\nTwo");
  CHECK(plain_text("<p>One<p>Two") == "One\n\nTwo");
  CHECK(plain_text("One <img src=\"x.jpg\"> two") == "One two");
  CHECK(plain_text("One<hr>two") == "One\n\ntwo");
  CHECK(plain_text("One<!-- x --> two") == "One two");
  CHECK(plain_text("a <b and c> d") == "a <b and c> d");
  CHECK(plain_text("5 < 6 <b> 7") == "5 < 6 <b> 7");
}

}  // namespace markup_test
