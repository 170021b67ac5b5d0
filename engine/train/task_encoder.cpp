#include "engine/train/task_encoder.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "engine/train/tag_scheme.h"

namespace vitrine::train {

namespace {

std::optional<std::int64_t> numberOf(const std::string& label) {
    std::int64_t number = 0;
    const auto* end = label.data() + label.size();
    const auto read = std::from_chars(label.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

Expected<std::int64_t> indexOf(const std::string& label, const std::vector<std::string>& labels) {
    const auto found = std::ranges::find(labels, label);
    if (found == labels.end()) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "label", label,
            "The label " + label + " is not among those of the model."});
    }
    return found - labels.begin();
}

std::vector<TokenId> idsOf(std::span<const Token> tokens) {
    std::vector<TokenId> ids;
    for (const auto& token : tokens) {
        ids.push_back(token.id);
    }
    return ids;
}

} // namespace

std::vector<std::string> labelsOf(const std::vector<LabelledText>& rows) {
    std::set<std::string> names;
    for (const auto& row : rows) {
        names.insert(row.label);
    }
    std::vector<std::string> labels(names.begin(), names.end());
    if (std::ranges::all_of(
            labels, [](const auto& label) { return numberOf(label).has_value(); })) {
        std::ranges::sort(labels, {}, [](const auto& label) { return *numberOf(label); });
    }
    return labels;
}

std::vector<std::string> labelsOf(const std::vector<TaggedWords>& rows) {
    std::set<std::string> entities;
    for (const auto& row : rows) {
        for (const auto& tag : row.tags) {
            entities.emplace(entityOf(tag));
        }
    }
    entities.erase("");
    std::vector<std::string> labels{"O"};
    for (const auto& entity : entities) {
        labels.push_back("B-" + entity);
        labels.push_back("I-" + entity);
    }
    return labels;
}

Expected<SegmentedIds> TaskEncoder::input(
    const std::string& text, const std::string& second) const {
    const auto& layout = m_tokenizer->layout();
    auto first = m_tokenizer->encode(text, /*addSpecialTokens=*/false);
    if (!first) {
        return Unexpected(first.error());
    }
    if (second.empty()) {
        first->resize(std::min(first->size(), m_blockLength - layout.size()));
        return layout.single(*first);
    }
    auto other = m_tokenizer->encode(second, /*addSpecialTokens=*/false);
    if (!other) {
        return Unexpected(other.error());
    }
    const auto kept
        = text::longestFirst({first->size(), other->size()}, m_blockLength - layout.pairSize());
    first->resize(kept.first);
    other->resize(kept.second);
    return layout.pair(*first, *other);
}

Expected<EncodedExample> TaskEncoder::labelled(
    const LabelledText& row, const std::vector<std::string>& labels) const {
    const auto label = indexOf(row.label, labels);
    if (!label) {
        return Unexpected(label.error());
    }
    return input(row.text, row.second).map([&](SegmentedIds ids) {
        return EncodedExample{std::move(ids), {*label}};
    });
}

Expected<WordedInput> TaskEncoder::worded(const WordedText& text) const {
    const auto& layout = m_tokenizer->layout();
    return m_tokenizer->tokens(text.text, /*addSpecialTokens=*/false)
        .map([&](std::vector<Token>&& tokens) {
            tokens.resize(std::min(tokens.size(), m_blockLength - layout.size()));
            WordedInput worded{layout.single(idsOf(tokens)), firstTokens(text.words, tokens)};
            for (auto& first : worded.firstTokens) {
                if (first) {
                    *first += layout.before.size();
                }
            }
            return worded;
        });
}

Expected<EncodedExample> TaskEncoder::tagged(
    const TaggedWords& row, const std::vector<std::string>& labels) const {
    const auto read = worded(joinedWords(row.words));
    if (!read) {
        return Unexpected(read.error());
    }
    EncodedExample example{read->input, {}};
    example.targets.assign(example.input.ids.size(), IgnoredTarget);
    for (std::size_t word = 0; word < row.tags.size(); ++word) {
        const auto label = indexOf(row.tags[word], labels);
        if (!label) {
            return Unexpected(label.error());
        }
        if (read->firstTokens[word]) {
            example.targets[*read->firstTokens[word]] = *label;
        }
    }
    return example;
}

Expected<std::vector<QuestionWindow>> TaskEncoder::windows(
    const std::string& question, const std::string& context) const {
    const auto& layout = m_tokenizer->layout();
    auto asked = m_tokenizer->encode(question, /*addSpecialTokens=*/false);
    const auto tokens = m_tokenizer->tokens(context, /*addSpecialTokens=*/false);
    if (!asked || !tokens) {
        return Unexpected(asked ? tokens.error() : asked.error());
    }
    const auto room = m_blockLength - layout.pairSize();
    asked->resize(std::min(asked->size(), room / 2));
    const auto length = room - asked->size(); // of the context in one window
    std::vector<QuestionWindow> windows;
    for (std::size_t begin = 0; windows.empty() || begin + length / 2 < tokens->size();
         begin += std::max<std::size_t>(1, length / 2)) {
        const auto part = std::span(*tokens).subspan(
            std::min(begin, tokens->size()), std::min(length, tokens->size() - begin));
        QuestionWindow window{layout.pair(*asked, idsOf(part)), 0, {}};
        window.contextBegin = layout.before.size() + asked->size() + layout.between.size();
        for (const auto& token : part) {
            window.tokens.push_back({token.start, token.end});
        }
        windows.push_back(std::move(window));
    }
    return windows;
}

Expected<std::vector<EncodedExample>> TaskEncoder::answered(const AnsweredQuestion& row) const {
    return windows(row.question, row.context).map([&](std::vector<QuestionWindow>&& parts) {
        std::vector<EncodedExample> examples;
        const auto end = row.start + row.answer.size();
        for (auto& part : parts) {
            EncodedExample example{std::move(part.input), {0, 0}};
            const auto first = std::ranges::find_if(
                part.tokens, [&](const ByteRange& token) { return token.end > row.start; });
            const auto after = std::find_if(first, part.tokens.end(),
                [&](const ByteRange& token) { return token.begin >= end; });
            const bool begins = first != part.tokens.end() && first->begin <= row.start;
            const bool ends = after != part.tokens.end()
                || (!part.tokens.empty() && part.tokens.back().end >= end);
            if (!row.answer.empty() && begins && ends && after > first) {
                const auto place = [&](auto token) {
                    return static_cast<std::int64_t>(part.contextBegin)
                        + (token - part.tokens.begin());
                };
                example.targets = {place(first), place(after - 1)};
            }
            examples.push_back(std::move(example));
        }
        return examples;
    });
}

Expected<EncodedExample> TaskEncoder::instructed(const PromptAnswer& row) const {
    const auto begin = m_tokenizer->beginOfText();
    const auto end = m_tokenizer->endOfText();
    if (!begin || !end) {
        return Unexpected(Error{ErrorCode::TokenizerUnsupported, "tokenizer", "end of text",
            "A model that answers is trained with a tokeniser that marks where a text begins and "
            "ends."});
    }
    const auto prompt = m_tokenizer->encode(promptText(row.prompt), /*addSpecialTokens=*/false);
    const auto answer = m_tokenizer->encode(row.answer, /*addSpecialTokens=*/false);
    if (!prompt || !answer) {
        return Unexpected(prompt ? answer.error() : prompt.error());
    }
    std::vector<TokenId> ids{*begin};
    ids.insert(ids.end(), prompt->begin(), prompt->end());
    const auto answerBegin = ids.size();
    ids.insert(ids.end(), answer->begin(), answer->end());
    ids.push_back(*end);
    ids.resize(std::min(ids.size(), m_blockLength + 1));
    EncodedExample example;
    example.targets.assign(ids.begin() + 1, ids.end());
    std::fill_n(
        example.targets.begin(), std::min(answerBegin - 1, example.targets.size()), IgnoredTarget);
    ids.pop_back();
    example.input = {ids, std::vector<int>(ids.size(), 0)};
    return example;
}

std::string promptText(const std::string& prompt) {
    return prompt + "\n";
}

} // namespace vitrine::train
