#include <cmath>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "engine/api/text_model.h"
#include "engine/formats/safetensors_reader.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

/// Float32 rounding of two implementations that add in different orders.
constexpr double Tolerance = 1e-4;

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/masked";

std::shared_ptr<const api::TextModel> load(const char* name) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    options.threads = 1;
    return api::TextModel::load(Cases / name, options).value();
}

QJsonArray expected(const QString& name, const QString& key) {
    QFile file(QString::fromStdString((Cases / name.toStdString() / "expected.json").string()));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QJsonDocument::fromJson(file.readAll()).object().value(key).toArray();
}

std::vector<TokenId> idsIn(const QJsonValue& list) {
    std::vector<TokenId> ids;
    for (const auto& id : list.toArray()) {
        ids.push_back(id.toInt());
    }
    return ids;
}

std::vector<TokenId> idsOf(const std::vector<Token>& tokens) {
    std::vector<TokenId> ids;
    for (const auto& token : tokens) {
        ids.push_back(token.id);
    }
    return ids;
}

} // namespace

class TestMaskedLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItCanDo();
    void fillsMasksAsTransformersDoes_data();
    void fillsMasksAsTransformersDoes();
    void joinsTextsAsTokenizersDoes_data();
    void joinsTextsAsTokenizersDoes();
    void judgesNextSentencesAsTransformersDoes();
    void saysWhatAPairLost();
    void pairsKeepTheirOffsets();
    void missingHeadsAreErrors();
    void refusesBadInput();
    void evaluatesByHidingEveryTokenOnce();
    void evaluatesNextSentencesByExchangingSeconds();
    void tracesPairs();
    void savesWhatItLoads();
    void stops();
};

void TestMaskedLanguage::saysWhatItCanDo() {
    const auto bert = api::TextModel::inspect(Cases / "bert").value();
    QCOMPARE(bert.architecture, std::string("bert"));
    QCOMPARE(bert.segments, 2);
    QVERIFY((bert.abilities
        == Abilities{
            .continues = false, .fillsMasks = true, .judgesNextSentence = true, .attends = true}));
    const auto roberta = api::TextModel::inspect(Cases / "roberta").value();
    QCOMPARE(roberta.architecture, std::string("roberta"));
    QCOMPARE(roberta.contextLength, 24);
    QVERIFY((roberta.abilities == Abilities{.fillsMasks = true, .attends = true}));
    const auto bare = api::TextModel::inspect(Cases / "distilbert-without-heads").value();
    QCOMPARE(bare.architecture, std::string("distilbert"));
    QVERIFY((bare.abilities == Abilities{.attends = true}));
}

void TestMaskedLanguage::fillsMasksAsTransformersDoes_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("bert") << u"bert"_s;
    QTest::newRow("roberta") << u"roberta"_s;
}

void TestMaskedLanguage::fillsMasksAsTransformersDoes() {
    QFETCH(QString, name);
    const auto model = load(qPrintable(name));
    const auto cases = expected(name, u"masks"_s);
    QVERIFY(!cases.isEmpty());
    for (const auto& entry : cases) {
        const auto text = entry["text"_L1].toString().toStdString();
        const auto ids = model->tokenizer().encode(text, /*addSpecialTokens=*/true).value();
        QCOMPARE(ids, idsIn(entry["ids"_L1]));
        const auto masks = entry["masks"_L1].toArray();
        std::vector<int> positions;
        for (const auto& mask : masks) {
            positions.push_back(mask["position"_L1].toInt());
            QCOMPARE(ids[static_cast<std::size_t>(positions.back())],
                model->tokenizer().maskToken().value());
        }
        const auto found = model->fillMask({ids, {}}, positions, /*top=*/5).value();
        QCOMPARE(static_cast<qsizetype>(found.size()), masks.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto mask = masks[static_cast<qsizetype>(i)];
            const auto best = idsIn(mask["ids"_L1]);
            QCOMPARE(found[i].position, positions[i]);
            QCOMPARE(found[i].candidates.size(), best.size());
            for (std::size_t rank = 0; rank < best.size(); ++rank) {
                const auto& candidate = found[i].candidates[rank];
                QCOMPARE(candidate.id, best[rank]);
                QCOMPARE(candidate.bytes, model->tokenizer().tokenBytes(candidate.id));
                const auto probability
                    = mask["probabilities"_L1].toArray()[static_cast<qsizetype>(rank)].toDouble();
                QVERIFY(std::abs(candidate.probability - probability) < Tolerance);
                const auto softmax = std::exp(candidate.logit - found[i].logSumExp);
                QVERIFY(std::abs(softmax - candidate.probability) < Tolerance);
            }
        }
    }
}

void TestMaskedLanguage::joinsTextsAsTokenizersDoes_data() {
    QTest::addColumn<QString>("name");
    for (const auto* name : {"bert", "roberta", "distilbert-without-heads"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void TestMaskedLanguage::joinsTextsAsTokenizersDoes() {
    QFETCH(QString, name);
    const auto model = load(qPrintable(name));
    const auto cases = expected(name, u"pairs"_s);
    QVERIFY(!cases.isEmpty());
    for (const auto& entry : cases) {
        const auto pair = model->encodePair(entry["first"_L1].toString().toStdString(),
            entry["second"_L1].toString().toStdString());
        QVERIFY(pair);
        QCOMPARE(idsOf(pair->tokens), idsIn(entry["ids"_L1]));
        QCOMPARE(pair->segments, idsIn(entry["segments"_L1]));
    }
}

void TestMaskedLanguage::judgesNextSentencesAsTransformersDoes() {
    const auto model = load("bert");
    for (const auto& entry : expected(u"bert"_s, u"pairs"_s)) {
        const auto judged = model->nextSentence(entry["first"_L1].toString().toStdString(),
            entry["second"_L1].toString().toStdString());
        QVERIFY(judged);
        QVERIFY(std::abs(judged->probability - entry["probability"_L1].toDouble()) < Tolerance);
        QCOMPARE(idsOf(judged->pair.tokens), idsIn(entry["ids"_L1]));
    }
}

void TestMaskedLanguage::saysWhatAPairLost() {
    const auto model = load("bert"); // 24 tokens, 3 of them special
    const auto pair = model->encodePair("a b c d e f g h i j k l m n o p q r s t", "u v w").value();
    QCOMPARE(pair.tokens.size(), 24U);
    QCOMPARE(pair.firstDropped, 2U);
    QCOMPARE(pair.secondDropped, 0U);
    const auto fits = model->encodePair("a b", "u v w").value();
    QCOMPARE(fits.firstDropped + fits.secondDropped, 0U);
}

void TestMaskedLanguage::pairsKeepTheirOffsets() {
    const auto pair = load("bert")->encodePair("the cat", "x the").value();
    QCOMPARE(pair.secondStart, 4U); // [CLS] the cat [SEP]
    QVERIFY(pair.tokens[0].special);
    QCOMPARE(pair.tokens[2].piece, std::string("cat"));
    QCOMPARE(pair.tokens[2].start, 4U);
    QCOMPARE(pair.tokens[pair.secondStart + 1].piece, std::string("the"));
    QCOMPARE(pair.tokens[pair.secondStart + 1].start, 2U);
}

void TestMaskedLanguage::missingHeadsAreErrors() {
    const auto bare = load("distilbert-without-heads");
    const auto filled = bare->fillMask({{2, 4, 3}, {}}, std::vector{1}, 5);
    QCOMPARE(filled.error().code, ErrorCode::HeadMissing);
    QCOMPARE(filled.error().subject, std::string("distilbert-without-heads"));
    QCOMPARE(filled.error().place, std::string("masked-token head"));
    QCOMPARE(bare->evaluate("a b", /*lines=*/true).error().code, ErrorCode::HeadMissing);
    const auto judged = load("roberta")->nextSentence("a", "b");
    QCOMPARE(judged.error().code, ErrorCode::HeadMissing);
    QCOMPARE(judged.error().place, std::string("next-sentence head"));

    const auto session = load("bert")->newSession();
    const std::vector<TokenId> ids{2, 7, 3};
    QCOMPARE(session->score(ids).error().code, ErrorCode::HeadMissing);
    QCOMPARE(session->nextToken(ids, {}).error().code, ErrorCode::HeadMissing);
    const auto generated = session->generate(ids, {});
    QCOMPARE(generated.error().code, ErrorCode::HeadMissing);
    QCOMPARE(generated.error().place, std::string("next-token head"));
}

void TestMaskedLanguage::refusesBadInput() {
    const auto model = load("bert");
    const auto error = [&](const SegmentedIds& input, int position) {
        return model->fillMask(input, std::vector{position}, 5).error();
    };
    QCOMPARE(error({{}, {}}, 0).code, ErrorCode::PromptEmpty);
    QCOMPARE(error({{2, 4000, 3}, {}}, 0).code, ErrorCode::TokenUnknown);
    QCOMPARE(error({std::vector<TokenId>(25, 7), {}}, 0).code, ErrorCode::PromptTooLong);
    QCOMPARE(error({{2, 4, 3}, {}}, 3).subject, std::string("position"));
    QCOMPARE(error({{2, 4, 3}, {}}, -1).subject, std::string("position"));
    QCOMPARE(error({{2, 4, 3}, {0, 0}}, 1).subject, std::string("segments"));
    QCOMPARE(error({{2, 4, 3}, {0, 0, 2}}, 1).subject, std::string("segments"));
    QCOMPARE(model->encodePair("a", "\xFF").error().code, ErrorCode::TextInvalid);
}

void TestMaskedLanguage::evaluatesByHidingEveryTokenOnce() {
    const auto model = load("bert");
    const std::string line = "a b c d e f g h i";
    const auto ids = model->tokenizer().encode(line, /*addSpecialTokens=*/true).value();
    double nats = 0;
    int right = 0;
    for (std::size_t pass = 0; pass < 7; ++pass) { // every seventh token at a time
        auto masked = ids;
        std::vector<int> positions;
        for (auto i = 1 + pass; i + 1 < ids.size(); i += 7) {
            masked[i] = *model->tokenizer().maskToken();
            positions.push_back(static_cast<int>(i));
        }
        const auto all = model->info().vocabularySize;
        const auto predictions = model->fillMask({masked, {}}, positions, all).value();
        for (const auto& found : predictions) {
            const auto id = ids[static_cast<std::size_t>(found.position)];
            const auto own = std::ranges::find(found.candidates, id, &TokenProbability::id);
            nats -= std::log(static_cast<double>(own->probability));
            right += own == found.candidates.begin() ? 1 : 0;
        }
    }
    const auto evaluation = model->evaluate(line + "\n\n", /*lines=*/true).value();
    QCOMPARE(evaluation.tokens, 9);
    QVERIFY(std::abs(evaluation.crossEntropy - nats / 9) < Tolerance);
    QVERIFY(std::abs(evaluation.perplexity - std::exp(nats / 9)) < 1e-2);
    QCOMPARE(evaluation.maskedAccuracy.value(), right / 9.0);
    // A line longer than the context is cut; each part is guessed by itself.
    const auto twice = model->evaluate(line + ' ' + line + ' ' + line, /*lines=*/true).value();
    QCOMPARE(twice.tokens, 27);
}

void TestMaskedLanguage::evaluatesNextSentencesByExchangingSeconds() {
    const auto model = load("bert");
    const auto judged = [&](const char* first, const char* second, bool follows) {
        const auto found = model->nextSentence(first, second).value();
        return (found.probability > 0.5) == follows ? 1 : 0;
    };
    const int right = judged("The cat. ", "A bat. A hat.", true)
        + judged("The cat. ", "D e.", false) + judged("Z z. ", "U v.", true)
        + judged("Z z. ", "A bat. A hat.", false);
    const auto evaluation = model->evaluate(
        "A b c. D e.\nOne sentence alone.\nThe cat. A bat. A hat.\nZ z. U v.\n", /*lines=*/true);
    QCOMPARE(evaluation.value().nextSentenceAccuracy.value(), right / 4.0);
    QVERIFY(!model->evaluate("A b c. D e.\n", /*lines=*/true).value().nextSentenceAccuracy);
    QVERIFY(!load("roberta")
                 ->evaluate("A b. C d.\nE f. G h.\n", /*lines=*/true)
                 .value()
                 .nextSentenceAccuracy);
}

void TestMaskedLanguage::tracesPairs() {
    const test::ScratchFolder scratch;
    const auto file = scratch.path() / "trace.safetensors";
    const auto model = load("bert");
    const auto pair = model->encodePair("the cat", "x").value();
    QVERIFY(model->trace({idsOf(pair.tokens), pair.segments}, file));
    const auto content = formats::readSafetensors(file).value();
    QStringList names;
    for (const auto& tensor : content.tensors) {
        names.append(QString::fromStdString(tensor.name));
    }
    names.sort();
    QCOMPARE(names.join(u' '),
        u"attention.0 attention.1 hidden.0 hidden.1 hidden.2 input_ids logits token_type_ids"_s);

    const auto bare = load("distilbert-without-heads");
    QVERIFY(bare->trace({{2, 7, 3}, {}}, file));
    const auto bareContent = formats::readSafetensors(file).value();
    for (const auto& tensor : bareContent.tensors) {
        QVERIFY(tensor.name != "logits");
    }
}

void TestMaskedLanguage::savesWhatItLoads() {
    const test::ScratchFolder scratch;
    const auto model = load("roberta");
    const auto folder = scratch.path() / "copy";
    QVERIFY(model->save(folder, DType::Float32));
    const auto again = api::TextModel::load(folder, {}).value();
    QVERIFY(again->info().abilities == model->info().abilities);
    const SegmentedIds input{{0, 70, 260, 2}, {}};
    const std::vector<int> positions{2};
    QVERIFY(again->fillMask(input, positions, 5).value()
        == model->fillMask(input, positions, 5).value());
}

void TestMaskedLanguage::stops() {
    std::stop_source stop;
    stop.request_stop();
    const auto filled
        = load("bert")->fillMask({{2, 4, 3}, {}}, std::vector{1}, 5, stop.get_token());
    QCOMPARE(filled.error().code, ErrorCode::Interrupted);
}

QTEST_GUILESS_MAIN(TestMaskedLanguage)
#include "tst_masked_language.moc"
