#include "engine/text/vocabulary_files.h"

#include <algorithm>
#include <system_error>

#include "engine/text/byte_level_bpe.h"
#include "engine/text/json_document.h"
#include "engine/text/tokenizer_parts.h"
#include "engine/text/unicode.h"
#include "engine/text/whole_file.h"
#include "engine/text/word_piece.h"

namespace vitrine::text {

namespace {

constexpr std::uintmax_t largestFile = 64 << 20; ///< of vocab.txt and merges.txt

[[noreturn]] void failAtLine(
    const std::filesystem::path& file, std::size_t line, const std::string& reason) {
    const auto place = std::to_string(line);
    throw tl::bad_expected_access<Error>(Error{.code = ErrorCode::FileDamaged,
        .subject = file.string(),
        .place = place,
        .detail = file.string() + ", line " + place + ": " + reason});
}

/// The lines of a UTF-8 text file, without their ends (\n or \r\n).
std::vector<std::string> readLines(const std::filesystem::path& file) {
    const auto text = readWholeFile(file, largestFile).value();
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        auto& line = lines.emplace_back(text, start, end - start);
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        if (firstInvalidUtf8(line)) {
            failAtLine(file, lines.size(), "not valid UTF-8.");
        }
        start = end + 1;
    }
    return lines;
}

TokenId idAtLine(const Vocabulary& vocabulary, const std::string& piece,
    const std::filesystem::path& file, std::size_t line) {
    const auto id = vocabulary.idOf(piece);
    if (!id) {
        failAtLine(file, line, "the vocabulary has no \"" + piece + "\".");
    }
    return *id;
}

/// "left right" on each line; the first may name the version.
std::vector<Merge> readMergeLines(const std::filesystem::path& file, const Vocabulary& vocabulary) {
    std::vector<Merge> merges;
    std::size_t number = 0;
    for (const auto& line : readLines(file)) {
        ++number;
        if (line.empty() || (number == 1 && line.starts_with("#version"))) {
            continue;
        }
        const auto space = line.find(' ');
        if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos) {
            failAtLine(file, number, "not two pieces with a space between them.");
        }
        const auto left = line.substr(0, space);
        const auto right = line.substr(space + 1);
        merges.push_back(
            {idAtLine(vocabulary, left, file, number), idAtLine(vocabulary, right, file, number),
                idAtLine(vocabulary, left + right, file, number)});
    }
    return merges;
}

AddedToken addedToken(TokenId id, const std::string& content, bool special) {
    AddedToken token;
    token.id = id;
    token.content = content;
    token.special = special;
    return token;
}

/// Makes the pieces that the vocabulary has special tokens, unless they are added ones already.
void addSpecialTokens(TokenizerSetup& setup, const Vocabulary& vocabulary,
    std::initializer_list<std::string> pieces) {
    for (const auto& piece : pieces) {
        const auto id = vocabulary.idOf(piece);
        const auto same = std::find_if(setup.addedTokens.begin(), setup.addedTokens.end(),
            [&](const AddedToken& token) { return token.id == id; });
        if (id && same == setup.addedTokens.end()) {
            setup.addedTokens.push_back(addedToken(*id, piece, /*special=*/true));
        } else if (id) {
            same->special = true;
        }
    }
}

/// added_tokens.json: tokens that were added to the vocabulary later.
void readAddedTokensFile(const std::filesystem::path& file, TokenizerSetup& setup) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return;
    }
    const auto document = JsonDocument::read(file).value();
    const auto pieces = readVocabulary(document.root());
    setup.pieces.resize(std::max(setup.pieces.size(), pieces.size()));
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        if (!pieces[id].empty()) {
            setup.pieces[id] = pieces[id];
            setup.addedTokens.push_back(
                addedToken(static_cast<TokenId>(id), pieces[id], /*special=*/false));
        }
    }
}

Expected<std::unique_ptr<Tokenizer>> readBpe(
    const std::filesystem::path& folder, const TokenizerConfig& config) {
    const auto vocabularyFile = folder / "vocab.json";
    ByteLevelBpe::Parts parts;
    const auto document = JsonDocument::read(vocabularyFile).value();
    parts.setup.pieces = readVocabulary(document.root());
    readAddedTokensFile(folder / "added_tokens.json", parts.setup);
    const Vocabulary vocabulary(parts.setup.pieces);
    const auto begin = config.beginOfText.value_or(std::string(gpt2EndOfText));
    const auto end = config.endOfText.value_or(std::string(gpt2EndOfText));
    const auto mask = config.mask.value_or(std::string(robertaMask));
    addSpecialTokens(parts.setup, vocabulary, {begin, end, mask});
    parts.setup.beginOfText = vocabulary.idOf(begin);
    parts.setup.endOfText = vocabulary.idOf(end);
    parts.setup.maskToken = vocabulary.idOf(mask);
    parts.merges = readMergeLines(folder / "merges.txt", vocabulary);
    parts.addPrefixSpace = config.addPrefixSpace;
    return createdFrom(ByteLevelBpe::create(std::move(parts)), vocabularyFile.string(), "");
}

Expected<std::unique_ptr<Tokenizer>> readWordPiece(
    const std::filesystem::path& folder, const TokenizerConfig& config) {
    const auto file = folder / "vocab.txt";
    WordPiece::Parts parts;
    auto& setup = parts.setup;
    setup.pieces = readLines(file);
    const Vocabulary vocabulary(setup.pieces);
    const auto begin = config.beginOfText.value_or("[CLS]");
    const auto end = config.endOfText.value_or("[SEP]");
    const auto mask = config.mask.value_or("[MASK]");
    addSpecialTokens(setup, vocabulary, {"[PAD]", "[UNK]", "[CLS]", "[SEP]", mask, begin, end});
    setup.beginOfText = vocabulary.idOf(begin);
    setup.endOfText = vocabulary.idOf(end);
    setup.maskToken = vocabulary.idOf(mask);
    if (const auto cls = vocabulary.idOf("[CLS]"), sep = vocabulary.idOf("[SEP]"); cls && sep) {
        setup.layout = {.before = {*cls}, .after = {*sep}, .between = {*sep}, .secondSegment = 1};
    }
    parts.normalization.lowercase = config.lowercase.value_or(true);
    parts.normalization.stripAccents = config.stripAccents.value_or(parts.normalization.lowercase);
    parts.normalization.splitChinese = config.splitChinese.value_or(true);
    return createdFrom(WordPiece::create(std::move(parts)), file.string(), "");
}

} // namespace

Expected<std::unique_ptr<Tokenizer>> readBpeFiles(
    const std::filesystem::path& folder, const TokenizerConfig& config) {
    return catchingErrors([&] { return readBpe(folder, config); });
}

Expected<std::unique_ptr<Tokenizer>> readWordPieceFile(
    const std::filesystem::path& folder, const TokenizerConfig& config) {
    return catchingErrors([&] { return readWordPiece(folder, config); });
}

} // namespace vitrine::text
