#include "engine/api/model_vectors.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/api/text_inspector.h"
#include "engine/embeddings/similarity.h"
#include "engine/embeddings/table_rows.h"
#include "engine/text/unicode.h"

namespace vitrine::api {

namespace {

using embeddings::TableRows;
using Table = std::shared_ptr<const embeddings::EmbeddingTable>;

/// The text of a token on one line, without the space before it.
std::string nameOf(std::string_view bytes) {
    std::string name;
    for (const char c : bytes.substr(bytes.starts_with(' ') ? 1 : 0)) {
        name += c == '\n' ? "↵" : c == '\r' ? "␍" : std::string(1, c);
    }
    return name.empty() && bytes == " " ? "·" : name;
}

/// The names of all tokens. Only where the vocabulary has a word both with a space before it and
/// without is the latter marked.
std::vector<std::string> tokenNames(const text::Tokenizer& tokenizer) {
    std::vector<std::string> bytes;
    std::unordered_set<std::string> beginners;
    for (TokenId id = 0; id < tokenizer.vocabularySize(); ++id) {
        bytes.push_back(tokenizer.isSpecial(id) ? tokenizer.piece(id) : tokenizer.tokenBytes(id));
        if (bytes.back().starts_with(' ')) {
            beginners.insert(nameOf(bytes.back()));
        }
    }
    std::vector<std::string> names;
    for (const auto& token : bytes) {
        auto name = nameOf(token);
        const bool goesOn = !token.starts_with(' ') && beginners.contains(name);
        names.push_back(goesOn ? "##" + name : std::move(name));
    }
    return names;
}

Table tableOf(std::span<const std::string> names, std::span<const float> vectors, int width) {
    TableRows rows;
    rows.dimensions = width;
    rows.vectors = std::make_unique_for_overwrite<float[]>(vectors.size());
    std::ranges::copy(vectors, rows.vectors.get());
    std::ranges::for_each(names, [&rows](const auto& name) { rows.append(name); });
    return embeddings::finishTable(std::move(rows)).table;
}

/// A text's tokens with the hidden states of all of them.
struct Reading {
    std::vector<Token> tokens;
    std::unique_ptr<TextInspector> inspector;
};

Expected<Reading> read(const TextModel& model, std::string_view text, const std::stop_token& stop) {
    auto tokens = model.tokenizer().tokens(text, /*addSpecialTokens=*/true);
    if (!tokens) {
        return Unexpected(tokens.error());
    }
    Reading reading{std::move(*tokens), model.newInspector()};
    std::vector<TokenId> ids;
    std::ranges::transform(reading.tokens, std::back_inserter(ids), &Token::id);
    const auto run = reading.inspector->run(ids, {}, {}, stop);
    return run.map([&reading] { return std::move(reading); });
}

/// Bytes of the place of a word: [first, last).
std::optional<std::pair<std::size_t, std::size_t>> rangeOf(const WordInText& place) {
    std::size_t at = std::string::npos;
    for (int i = 0; i <= place.occurrence; ++i) {
        at = place.text.find(place.word, at == std::string::npos ? 0 : at + 1);
        if (place.word.empty() || at == std::string::npos) {
            return std::nullopt;
        }
    }
    return std::pair(at, at + place.word.size());
}

/// Tokens that share bytes with the word.
std::vector<std::size_t> tokensOf(
    const std::vector<Token>& tokens, std::pair<std::size_t, std::size_t> range) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto begin = static_cast<std::size_t>(tokens[i].start);
        const auto end = static_cast<std::size_t>(tokens[i].end);
        if (begin < range.second && end > range.first) {
            indices.push_back(i);
        }
    }
    return indices;
}

/// Appends the mean of some positions' states.
void appendMean(std::span<const float> states, std::size_t width,
    const std::vector<std::size_t>& positions, std::vector<float>& out) {
    const auto begin = out.size();
    out.resize(begin + width);
    for (const auto position : positions) {
        for (std::size_t i = 0; i < width; ++i) {
            out[begin + i] += states[position * width + i] / static_cast<float>(positions.size());
        }
    }
}

Unexpected notThere(const WordInText& place) {
    return Unexpected(Error{ErrorCode::WordUnknown, place.word, place.text,
        "\"" + place.word + "\" is not in \"" + place.text + "\"."});
}

/// The sum of the tokens' unit vectors at each depth, so that no long vector outweighs the others.
struct CommonDirection {
    std::vector<std::vector<double>> sums; ///< [depth][width]
    int tokens = 0; ///< how many are summed
};

void addUnit(std::span<const float> vector, std::vector<double>& sum) {
    const double squared = std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0);
    const double norm = squared > 0 ? std::sqrt(squared) : 1;
    for (std::size_t i = 0; i < vector.size(); ++i) {
        sum[i] += vector[i] / norm;
    }
}

/// Unit vectors without the mean of all.
std::vector<float> centred(
    std::span<const float> states, const std::vector<double>& sum, int tokens) {
    std::vector<float> result;
    for (std::size_t at = 0; at < states.size(); at += sum.size()) {
        std::vector<double> unit(sum.size());
        addUnit(states.subspan(at, sum.size()), unit);
        for (std::size_t i = 0; i < sum.size(); ++i) {
            result.push_back(static_cast<float>(unit[i] - sum[i] / std::max(tokens, 1)));
        }
    }
    return result;
}

Expected<void> addPlace(const TextModel& model, const WordInText& place, ContextualWords& words,
    CommonDirection& common, const std::stop_token& stop) {
    const auto range = rangeOf(place);
    if (!range) {
        return notThere(place);
    }
    const auto reading = read(model, place.text, stop);
    if (!reading) {
        return Unexpected(reading.error());
    }
    const auto positions = tokensOf(reading->tokens, *range);
    if (positions.empty()) {
        return notThere(place);
    }
    auto& tokens = words.tokens.emplace_back();
    for (const auto position : positions) {
        tokens.push_back(reading->tokens[position].bytes);
    }
    for (std::size_t depth = 0; depth < words.states.size(); ++depth) {
        const auto states = reading->inspector->hiddenStates(static_cast<int>(depth));
        if (!states) {
            return Unexpected(states.error());
        }
        const auto width = static_cast<std::size_t>(words.width);
        appendMean(*states, width, positions, words.states[depth]);
        for (std::size_t position = 0; position < reading->tokens.size(); ++position) {
            if (!reading->tokens[position].special) {
                addUnit(std::span(*states).subspan(position * width, width), common.sums[depth]);
            }
        }
    }
    common.tokens += static_cast<int>(std::ranges::count(reading->tokens, false, &Token::special));
    return {};
}

Expected<std::vector<double>> cosinesOf(
    const std::vector<float>& states, std::size_t width, const std::stop_token& stop) {
    std::vector<std::span<const float>> vectors;
    for (std::size_t at = 0; at < states.size(); at += width) {
        vectors.push_back(std::span(states).subspan(at, width));
    }
    return embeddings::similarityMatrix(vectors, SimilarityMeasure::Cosine, stop);
}

} // namespace

Expected<Table> tokenEmbeddings(const TextModel& model, std::stop_token stop) {
    return model.newInspector()->tokenVectors(stop).map([&model](const auto& vectors) {
        return tableOf(tokenNames(model.tokenizer()), vectors, model.info().modelWidth);
    });
}

Expected<Table> hiddenStates(
    const TextModel& model, std::string_view text, int depth, std::stop_token stop) {
    const auto reading = read(model, text, stop);
    if (!reading) {
        return Unexpected(reading.error());
    }
    return reading->inspector->hiddenStates(depth).map([&](const auto& states) {
        std::vector<std::string> names;
        for (const auto& token : reading->tokens) {
            const auto name
                = text::replaceInvalidUtf8(nameOf(token.bytes.empty() ? token.piece : token.bytes));
            names.push_back(name + "·" + std::to_string(names.size() + 1));
        }
        return tableOf(names, states, model.info().modelWidth);
    });
}

Expected<ContextualWords> contextualWords(
    const TextModel& model, std::span<const WordInText> places, std::stop_token stop) {
    if (places.empty()) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "texts", "0", "There is no text."});
    }
    ContextualWords words;
    words.places.assign(places.begin(), places.end());
    words.width = model.info().modelWidth;
    words.states.resize(static_cast<std::size_t>(model.info().layers) + 1);
    const auto width = static_cast<std::size_t>(words.width);
    CommonDirection common{{words.states.size(), std::vector<double>(width)}, 0};
    for (const auto& place : places) {
        if (auto added = addPlace(model, place, words, common, stop); !added) {
            return Unexpected(added.error());
        }
    }
    for (std::size_t depth = 0; depth < words.states.size(); ++depth) {
        const auto& states = words.states[depth];
        const auto without = centred(states, common.sums[depth], common.tokens);
        auto cosines = cosinesOf(states, width, stop);
        auto centredCosines = cosinesOf(without, width, stop);
        if (!cosines || !centredCosines) {
            return Unexpected(cosines ? centredCosines.error() : cosines.error());
        }
        words.cosines.push_back(std::move(*cosines));
        words.centredCosines.push_back(std::move(*centredCosines));
    }
    return words;
}

} // namespace vitrine::api
