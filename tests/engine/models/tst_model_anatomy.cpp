#include <QtTest>

#include "engine/api/text_model.h"
#include "engine/models/model_anatomy.h"
#include "engine/models/parameter_names.h"

using namespace vitrine;
using models::Gpt2Config;

class TestModelAnatomy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsPublished_data();
    void countsWhatIsPublished();
    void headsMayBeWiderThanTheirShare();
    void tellsQueriesKeysAndValuesApart();
    void countsATiedOutputOnce();
    void givesTheShapesOfFormulas();
    void tellsThePartsOfABert();
    void agreesWithALoadedModel();
};

void TestModelAnatomy::countsWhatIsPublished_data() {
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("heads");
    QTest::addColumn<qint64>("parameters");
    // GPT2LMHeadModel.num_parameters() of transformers, for the four models that were released.
    QTest::newRow("small") << 12 << 768 << 12 << qint64{124'439'808};
    QTest::newRow("medium") << 24 << 1024 << 16 << qint64{354'823'168};
    QTest::newRow("large") << 36 << 1280 << 20 << qint64{774'030'080};
    QTest::newRow("XL") << 48 << 1600 << 25 << qint64{1'557'611'200};
}

void TestModelAnatomy::countsWhatIsPublished() {
    QFETCH(int, layers);
    QFETCH(int, width);
    QFETCH(int, heads);
    Gpt2Config config;
    config.layers = layers;
    config.modelWidth = width;
    config.heads = heads;
    config.mlpWidth = 4 * width;
    const auto anatomy = models::modelAnatomy(config);
    QTEST(qint64{anatomy.parameters()}, "parameters");
    QCOMPARE(anatomy.parameters(), models::parameterCount(config));
    QCOMPARE(anatomy.headDim, width / heads);
}

void TestModelAnatomy::headsMayBeWiderThanTheirShare() {
    models::DecoderConfig config;
    config.family = models::DecoderFamily::Qwen3;
    config.modelWidth = 1024;
    config.heads = 16;
    config.headDim = 128;
    QCOMPARE(models::modelAnatomy(config).headDim, 128);
}

void TestModelAnatomy::tellsQueriesKeysAndValuesApart() {
    const auto anatomy = models::modelAnatomy(Gpt2Config{});
    for (const Site site : {Site::Queries, Site::Keys, Site::Values}) {
        const auto* part = anatomy.find(site, 11);
        QVERIFY(part);
        QCOMPARE(part->parameters.size(), 2U);
        QCOMPARE(part->count(), 768 * 768 + 768);
    }
    QVERIFY(!anatomy.find(Site::Queries, 12));
    QVERIFY(!anatomy.find(Site::AttentionWeights, 0)); // a softmax has nothing to learn
}

void TestModelAnatomy::countsATiedOutputOnce() {
    Gpt2Config config;
    const auto anatomy = models::modelAnatomy(config);
    QVERIFY(anatomy.find(Site::Logits, -1)->parameters.front().shared);
    QCOMPARE(anatomy.find(Site::Logits, -1)->count(), 0);
    config.tiedOutput = false;
    const auto untied = models::modelAnatomy(config);
    QCOMPARE(untied.parameters() - anatomy.parameters(), 50257 * 768);
    QCOMPARE(untied.find(Site::Logits, -1)->parameters.front().shape,
        (std::vector<std::int64_t>{768, 50257}));
}

void TestModelAnatomy::givesTheShapesOfFormulas() {
    Gpt2Config config;
    config.mlpWidth = 100;
    const auto anatomy = models::modelAnatomy(config);
    using Shape = std::vector<std::int64_t>;
    QCOMPARE(anatomy.find(Site::TokenEmbedding, -1)->parameters.front().shape, (Shape{50257, 768}));
    QCOMPARE(anatomy.find(Site::FeedForwardHidden, 0)->parameters.front().shape, (Shape{768, 100}));
    QCOMPARE(anatomy.find(Site::FeedForwardHidden, 0)->parameters.back().shape, (Shape{100}));
    QCOMPARE(anatomy.find(Site::FeedForwardOutput, 0)->parameters.front().shape, (Shape{100, 768}));
    QCOMPARE(anatomy.find(Site::FinalNorm, -1)->count(), 2 * 768);
}

void TestModelAnatomy::tellsThePartsOfABert() {
    models::BertConfig config; // of bert-base
    const auto anatomy = models::modelAnatomy(config);
    QCOMPARE(anatomy.parameters(), models::parameterCount(config));
    QVERIFY(!anatomy.normFirst);
    QVERIFY(!anatomy.causal);
    QCOMPARE(anatomy.find(Site::SegmentEmbedding, -1)->count(), 2 * 768);
    QCOMPARE(anatomy.find(Site::Keys, 11)->count(), 768 * 768 + 768);
    QVERIFY(anatomy.find(Site::Logits, -1)->parameters.back().shared);
    QVERIFY(!anatomy.find(Site::FinalNorm, -1));
    QCOMPARE(anatomy.find(Site::FeedForwardOutput, 11)->count(), 3072 * 768 + 768);
    QCOMPARE(anatomy.find(Site::BlockOutput, 11)->count(), 2 * 768); // the norm that ends it
    QCOMPARE(anatomy.find(Site::MaskedTokenHidden, -1)->count(), 768 * 768 + 768);
    QCOMPARE(anatomy.find(Site::MaskedTokenNorm, -1)->count(), 2 * 768);
    QCOMPARE(anatomy.find(Site::Logits, -1)->count(), config.vocabularySize); // the bias
    QCOMPARE(anatomy.find(Site::Pooled, -1)->count(), 768 * 768 + 768);
    QCOMPARE(anatomy.find(Site::NextSentence, -1)->count(), 2 * 768 + 2);
    config.pooler = config.maskedTokenHead = config.nextSentenceHead = false;
    const auto bare = models::modelAnatomy(config);
    QCOMPARE(bare.parameters(), models::parameterCount(config));
    QVERIFY(!bare.find(Site::Logits, -1));
}

void TestModelAnatomy::agreesWithALoadedModel() {
    const auto model = api::TextModel::load(VITRINE_SOURCE_DIR "/tests/app/models/tiny-en", {});
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    const auto anatomy = (*model)->anatomy();
    QCOMPARE(anatomy.parameters(), (*model)->info().parameters);
    QCOMPARE(anatomy.layers, (*model)->info().layers);
    QCOMPARE(anatomy.vocabularySize, (*model)->info().vocabularySize);
}

QTEST_GUILESS_MAIN(TestModelAnatomy)
#include "tst_model_anatomy.moc"
