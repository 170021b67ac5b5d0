#include <cmath>

#include <torch/torch.h>

#include <QProcess>
#include <QtTest>

#include "engine/api/model_chat.h"
#include "engine/api/text_model.h"
#include "engine/models/checkpoint.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

constexpr int FetchTime = 240'000; // ms, of 91 MB

/// What transformers computes from the same file in float32, dequantised by the gguf package.
constexpr double NegativeLogLikelihood = 2.80; // nats, mean
constexpr double GirlProbability = 0.383;

} // namespace

/// SmolLM2-135M-Instruct, as a GGUF file of Q4_1.
class TestRealModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensAsALlama();
    void cutsTexts_data();
    void cutsTexts();
    void predictsWhatTransformersDoes();
    void foreseesTheNextToken();
    void converses();

private:
    std::shared_ptr<const api::TextModel> m_model;
    fs::path m_file;
};

void TestRealModel::initTestCase() {
    const auto folder = qEnvironmentVariable("VITRINE_TEST_MODELS");
    if (folder.isEmpty()) {
        QSKIP("VITRINE_TEST_MODELS names no folder for real models");
    }
    QProcess fetch;
    fetch.start(QStringLiteral(VITRINE_SOURCE_DIR "/packaging/fetch-test-models.sh"), {folder});
    if (!fetch.waitForFinished(FetchTime) || fetch.exitCode() != 0) {
        QSKIP(qPrintable(QStringLiteral("the model cannot be fetched: ")
            + QString::fromLocal8Bit(fetch.readAllStandardError())));
    }
    m_file = (folder + QStringLiteral("/SmolLM2-135M-Instruct.Q4_1.gguf")).toStdString();
    const auto model = api::TextModel::load(m_file, {.device = DeviceChoice::Cpu});
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    m_model = *model;
}

void TestRealModel::opensAsALlama() {
    const auto& info = m_model->info();
    QCOMPARE(info.architecture, "llama");
    QCOMPARE(info.name, "SmolLM2-135M-Instruct.Q4_1");
    QVERIFY(info.title.empty()); // the name of a training run stands there
    QCOMPARE(info.parameters, 134'515'008);
    QCOMPARE(info.contextLength, 8192);
    QCOMPARE(info.languages, std::vector<std::string>{"en"});
    QCOMPARE(info.tokenizer, "byte-level BPE");
    QVERIFY(info.weightBytes < 100'000'000);
}

void TestRealModel::cutsTexts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<int>>("ids");
    QTest::newRow("English") << QByteArray("Once upon a time, there was a little")
                             << QList<int>{6403, 1980, 253, 655, 28, 665, 436, 253, 1838};
    QTest::newRow("Chinese") << QByteArray("Hello 今天天气很好")
                             << QList<int>{19556, 216, 15076, 228, 18614, 119, 18614, 119, 177, 125,
                                    238, 29157, 226, 48392, 138};
}

void TestRealModel::cutsTexts() {
    QFETCH(QByteArray, text);
    QFETCH(QList<int>, ids);
    const auto found = m_model->tokenizer().encode(text.toStdString(), true).value();
    QCOMPARE(QList<int>(found.begin(), found.end()), ids);
    QCOMPARE(m_model->tokenizer().decode(found), text.toStdString());
}

void TestRealModel::predictsWhatTransformersDoes() {
    const torch::NoGradGuard noGrad;
    const auto network = models::loadNetwork(m_file).value();
    const auto text = m_model->tokenizer().encode("Once upon a time, there was a little", false);
    const std::vector<std::int64_t> values(text->begin(), text->end());
    const auto ids = torch::tensor(values, torch::kLong).unsqueeze(0);
    const auto logits = network->logits(network->hidden(ids))[0].log_softmax(-1);
    const auto length = logits.size(0);
    const auto taken
        = logits.narrow(0, 0, length - 1).gather(1, ids[0].narrow(0, 1, length - 1).unsqueeze(1));
    QVERIFY(std::abs(-taken.mean().item<double>() - NegativeLogLikelihood) < 0.02);
}

void TestRealModel::foreseesTheNextToken() {
    const auto ids = m_model->tokenizer().encode("Once upon a time, there was a little", true);
    GenerationOptions options;
    options.candidates = 1;
    const auto next = m_model->newSession()->nextToken(*ids, options).value();
    QCOMPARE(next.candidates.front().bytes, " girl");
    QVERIFY(std::abs(next.candidates.front().probability - GirlProbability) < 0.01);
}

void TestRealModel::converses() {
    const auto& tokenizer = m_model->tokenizer();
    const auto chat = api::readModelChat(m_file, tokenizer).value();
    QVERIFY(chat.format);
    QCOMPARE(chat.format->defaultSystem(),
        "You are a helpful AI assistant named SmolLM, trained by Hugging Face");
    const std::vector<text::ChatTurn> turns{
        {text::ChatRole::User, "What is the capital of France? Answer in one word."}};
    const auto prompt = chat.prompt(turns, tokenizer).value();
    QCOMPARE(prompt.front(), 1); // <|im_start|>
    QCOMPARE(std::ranges::count(prompt, 2), 2); // <|im_end|> of the system and of the user
    GenerationOptions options;
    options.strategy = DecodingStrategy::Greedy;
    options.maxNewTokens = 40;
    const auto answer = m_model->newSession()->generate(prompt, options).value();
    QCOMPARE(answer.stopped, StopReason::EndOfText);
    QVERIFY2(answer.text.find("Paris") != std::string::npos, answer.text.c_str());
}

QTEST_GUILESS_MAIN(TestRealModel)
#include "tst_real_model.moc"
