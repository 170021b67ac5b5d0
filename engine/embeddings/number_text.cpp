#include "engine/embeddings/number_text.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace vitrine::embeddings {

namespace {

/// Digits that a double holds exactly, and the powers of ten that it does.
constexpr int ExactDigits = 15;
constexpr std::array<double, 23> PowersOfTen{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
    1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<float> takeAnyNumber(std::string_view& text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc()) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return static_cast<float>(value);
}

} // namespace

// Digits with a point and few of them, which is what files of vectors hold, are a whole number over
// a power of ten, both exact (Clinger 1990); all else takes the general way.
std::optional<float> takeNumber(std::string_view& text) {
    const char* at = text.data();
    const char* end = at + text.size();
    const bool negative = *at == '-';
    at += negative ? 1 : 0;
    std::uint64_t digits = 0;
    const char* first = at;
    for (; at < end && isDigit(*at); ++at) {
        digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
    }
    auto count = at - first;
    std::ptrdiff_t fraction = 0;
    if (at < end && *at == '.') {
        const char* point = ++at;
        for (; at < end && isDigit(*at); ++at) {
            digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
        }
        fraction = at - point;
        count += fraction;
    }
    const bool ends = at == end || *at == ' ' || *at == '\t' || *at == '\r';
    if (count == 0 || count > ExactDigits || !ends) {
        return takeAnyNumber(text);
    }
    text.remove_prefix(static_cast<std::size_t>(at - text.data()));
    const double value
        = static_cast<double>(digits) / PowersOfTen[static_cast<std::size_t>(fraction)];
    return static_cast<float>(negative ? -value : value);
}

} // namespace vitrine::embeddings
