#include "engine/text/tokenizer_parts.h"

#include <algorithm>

namespace vitrine::text {

namespace {

constexpr std::int64_t largestId = (1 << 20) - 1; ///< bounds what a file can make us allocate

[[noreturn]] void fail(const Error& error) {
    throw tl::bad_expected_access<Error>(error);
}

TokenId readId(const JsonValue& value) {
    return static_cast<TokenId>(value.asInteger(0, largestId).value());
}

/// Puts a piece at its id.
void place(std::vector<std::string>& pieces, TokenId id, const std::string& piece,
    const JsonValue& where) {
    const auto index = static_cast<std::size_t>(id);
    if (pieces.size() <= index) {
        pieces.resize(index + 1);
    }
    if (!pieces[index].empty() && pieces[index] != piece) {
        fail(where.invalid(
            "gives the id " + std::to_string(id) + " that \"" + pieces[index] + "\" already has"));
    }
    pieces[index] = piece;
}

TokenId knownId(const std::string& piece, const Vocabulary& vocabulary, const JsonValue& where) {
    const auto id = vocabulary.idOf(piece);
    if (!id) {
        fail(where.invalid("names \"" + piece + "\", which the vocabulary does not have"));
    }
    return *id;
}

std::pair<std::string, std::string> readMergePair(const JsonValue& merge) {
    if (merge.isArray()) {
        const auto& sides = merge.json();
        if (sides.size() != 2 || !sides[0].is_string() || !sides[1].is_string()) {
            fail(merge.invalid("must hold two pieces"));
        }
        return {sides[0].get<std::string>(), sides[1].get<std::string>()};
    }
    const auto line = merge.asString().value();
    const auto space = line.find(' ');
    if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos) {
        fail(merge.invalid("must hold two pieces with a space between them"));
    }
    return {line.substr(0, space), line.substr(space + 1)};
}

/// The ids that a name of a template stands for.
std::vector<TokenId> templateIds(const JsonValue& processor, const JsonValue& name) {
    std::vector<TokenId> ids;
    const auto token
        = processor.member("special_tokens").value().member(name.asString().value()).value();
    for (const auto& id : elementsOf(token.member("ids").value())) {
        ids.push_back(readId(id));
    }
    return ids;
}

struct TemplateItem {
    std::vector<TokenId> special; ///< empty where a text stands
    int segment = 0;
};

std::vector<TemplateItem> templateItems(const JsonValue& processor, std::string_view key) {
    std::vector<TemplateItem> items;
    for (const auto& item : elementsOf(processor.member(key).value())) {
        const auto sequence = item.find("Sequence");
        const auto part = sequence ? *sequence : item.member("SpecialToken").value();
        auto& read = items.emplace_back();
        read.segment = static_cast<int>(part.integerOr("type_id", 0, 0, 1).value());
        if (!sequence) {
            read.special = templateIds(processor, part.member("id").value());
        }
    }
    return items;
}

void readTemplate(const JsonValue& processor, TextLayout& layout) {
    int textsSeen = 0;
    const auto append = [](const TemplateItem& item, std::vector<TokenId>& target) {
        target.insert(target.end(), item.special.begin(), item.special.end());
    };
    for (const auto& item : templateItems(processor, "single")) {
        append(item, textsSeen > 0 ? layout.after : layout.before);
        textsSeen += item.special.empty() ? 1 : 0;
    }
    // What stands around two texts is what stands around one.
    textsSeen = 0;
    if (!processor.find("pair")) {
        return;
    }
    for (const auto& item : templateItems(processor, "pair")) {
        if (item.special.empty()) {
            ++textsSeen;
            layout.secondSegment = item.segment;
        } else if (textsSeen == 1) {
            append(item, layout.between);
        }
    }
}

/// ["[SEP]", 102] of BertProcessing and RobertaProcessing.
TokenId readNamedId(const JsonValue& processor, std::string_view key) {
    const auto pair = processor.member(key).value();
    const auto elements = elementsOf(pair);
    if (elements.size() != 2) {
        fail(pair.invalid("must hold a token and its id"));
    }
    return readId(elements[1]);
}

void readProcessor(const JsonValue& processor, TextLayout& layout) {
    const auto type = typeOf(processor);
    if (type == "TemplateProcessing") {
        readTemplate(processor, layout);
    } else if (type == "BertProcessing" || type == "RobertaProcessing") {
        const bool bert = type == "BertProcessing";
        const auto sep = readNamedId(processor, "sep");
        layout.before = {readNamedId(processor, "cls")};
        layout.after = {sep};
        layout.between = bert ? std::vector{sep} : std::vector{sep, sep};
        layout.secondSegment = bert ? 1 : 0;
    } else if (type == "Sequence") {
        for (const auto& part : elementsOf(processor.member("processors").value())) {
            readProcessor(part, layout);
        }
    } else if (type != "ByteLevel") { // which only trims offsets
        refuse(processor, type);
    }
}

void appendParts(const JsonValue& part, std::string_view listKey, std::vector<JsonValue>& parts) {
    if (typeOf(part) != "Sequence") {
        parts.push_back(part);
        return;
    }
    for (const auto& inner : elementsOf(part.member(listKey).value())) {
        appendParts(inner, listKey, parts);
    }
}

} // namespace

void refuse(const JsonValue& part, const std::string& name) {
    fail({.code = ErrorCode::TokenizerUnsupported,
        .subject = part.file(),
        .place = part.pointer() + ": " + name,
        .detail = part.file() + ": Vitrine does not know " + name + " at " + part.pointer() + '.'});
}

std::vector<JsonValue> elementsOf(const JsonValue& array) {
    return array.elements().value();
}

std::vector<JsonValue> partsOf(
    const JsonValue& root, std::string_view key, std::string_view listKey) {
    std::vector<JsonValue> parts;
    const auto part = root.find(key);
    if (part) {
        appendParts(*part, listKey, parts);
    }
    return parts;
}

std::string typeOf(const JsonValue& part) {
    return part.member("type").value().asString().value();
}

void requireDefault(const JsonValue& object, std::string_view key, const nlohmann::json& expected) {
    const auto value = object.find(key);
    if (value && value->json() != expected) {
        refuse(*value, value->json().dump());
    }
}

std::vector<std::string> readVocabulary(const JsonValue& vocabulary) {
    if (!vocabulary.isObject()) {
        fail(vocabulary.invalid("must be an object"));
    }
    std::vector<std::string> pieces(vocabulary.json().size());
    for (const auto& [piece, id] : vocabulary.json().items()) {
        const JsonValue value(id, vocabulary.file(), vocabulary.pointer() + '/' + piece);
        if (piece.empty()) {
            fail(value.invalid("has an empty name"));
        }
        place(pieces, readId(value), piece, value);
    }
    return pieces;
}

std::vector<AddedToken> readAddedTokens(const JsonValue& root, std::vector<std::string>& pieces) {
    std::vector<AddedToken> tokens;
    const auto list = root.find("added_tokens");
    if (!list) {
        return tokens;
    }
    for (const auto& item : elementsOf(*list)) {
        AddedToken token;
        token.id = readId(item.member("id").value());
        token.content = item.member("content").value().asString().value();
        token.special = item.boolOr("special", false).value();
        token.singleWord = item.boolOr("single_word", false).value();
        token.stripLeft = item.boolOr("lstrip", false).value();
        token.stripRight = item.boolOr("rstrip", false).value();
        token.normalized = item.boolOr("normalized", !token.special).value();
        if (token.content.empty()) {
            fail(item.invalid("has an empty content"));
        }
        place(pieces, token.id, token.content, item);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

std::vector<Merge> readMerges(
    const JsonValue& merges, const Vocabulary& vocabulary, std::string_view continuationPrefix) {
    std::vector<Merge> result;
    for (const auto& item : elementsOf(merges)) {
        const auto [left, right] = readMergePair(item);
        const bool continues = right.starts_with(continuationPrefix);
        const auto joined = left + right.substr(continues ? continuationPrefix.size() : 0);
        result.push_back({knownId(left, vocabulary, item), knownId(right, vocabulary, item),
            knownId(joined, vocabulary, item)});
    }
    return result;
}

void readPostProcessor(const JsonValue& root, TokenizerSetup& setup) {
    const auto processor = root.find("post_processor");
    if (!processor) {
        return;
    }
    readProcessor(*processor, setup.layout);
    const auto known
        = [&](TokenId id) { return static_cast<std::size_t>(id) < setup.pieces.size(); };
    const auto& layout = setup.layout;
    const auto lists = {&layout.before, &layout.after, &layout.between};
    if (!std::ranges::all_of(
            lists, [&](const auto* ids) { return std::ranges::all_of(*ids, known); })) {
        fail(processor->invalid("names an id outside the vocabulary"));
    }
}

} // namespace vitrine::text
