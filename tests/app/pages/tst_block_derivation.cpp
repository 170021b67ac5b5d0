#include <QLocale>
#include <QTest>

#include "app/pages/block_derivation.h"

using namespace vitrine;
using namespace vitrine::app;

/// A model of width 2 with one head, small enough to work out by hand.
class TestBlockDerivation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void putsNumbersIntoFormulas_data() {
        QTest::addColumn<int>("site");
        QTest::addColumn<QString>("line"); // one of those expected
        const auto row = [](const char* name, Site site, const char* line) {
            QTest::newRow(name) << static_cast<int>(site) << QString::fromUtf8(line);
        };
        row("embedding", Site::TokenEmbedding, "e = E[7]");
        row("position", Site::PositionEmbedding, "p = P[1]");
        row("their sum", Site::BlockInput, "x₁ = 1.00 + 2.00 = 3.00");
        // The stream is (3, 7): mean 5, variance 4.
        row("mean and variance", Site::AttentionInput, "μ = 5.00   σ² = 4.00");
        row("normalised", Site::AttentionInput, "(x₁ − μ) ÷ σ = (3.00 − 5.00) ÷ 2.00 = −1.00");
        row("query", Site::Queries, "q₁ = Σ x̂ᵢ W_Qᵢ₁ + b₁ = 0.500");
        // d = 2: the score is the dot product over the root of 2.
        row("score", Site::AttentionScores, "a: 2.83 ÷ 1.41 = 2.00");
        // Scores 2 and 1, both seen: 1 ÷ (1 + 1/e).
        row("weight", Site::AttentionWeights, "a: 1 ÷ Σ exp(s − 2.00) = 1 ÷ 1.37 = 0.731");
        row("attention added", Site::AttentionResidual, "x′₁ = 3.00 + 0.250 = 3.25");
        row("activation", Site::FeedForwardActivation, "h₁ = ReLU(1.50) = 1.50");
        row("active neurons", Site::FeedForwardActivation, "u > 0: 2 ÷ 3");
        row("output", Site::BlockOutput, "x₁ = 3.25 + 0.750 = 4.00");
        // Logits 1 and 1: each has probability one half.
        row("probability", Site::Logits, "p = exp(1.00 − 1.69) = 0.500");
    }
    void putsNumbersIntoFormulas() {
        QFETCH(int, site);
        QFETCH(QString, line);
        const auto lines = blockDerivation(static_cast<Site>(site), subject());
        QVERIFY2(lines.contains(line), qPrintable(lines.join(QLatin1Char('\n'))));
    }

    void hasNothingToSayOfWhatIsNotThere() {
        QVERIFY(blockDerivation(Site::SegmentEmbedding, subject()).isEmpty());
        const BlockWalk nothing;
        const DerivationSubject empty{nothing, m_anatomy, 0, 0, m_tokens};
        for (const Site site : {Site::TokenEmbedding, Site::AttentionScores, Site::Logits})
            QVERIFY(blockDerivation(site, empty).isEmpty());
    }

    void namesTheLargestProductsOfASum() {
        LinearDerivation derivation;
        derivation.inputs = {1, -2, 0.5F, 3, 1, 1, 1, 1};
        derivation.weights = {0.1F, 4, 2, -1, 0.5F, 0.5F, 0.25F, 0.25F};
        derivation.bias = 0.5;
        derivation.value = -7.9;
        const auto lines = linearDerivation(derivation, 3);
        QCOMPARE(lines.front(), QStringLiteral("i = 2: −2.00 · 4.00 = −8.00"));
        QCOMPARE(lines.size(), 6 + 3); // products, the rest, the bias, the sum
        QCOMPARE(lines[6], QStringLiteral("… (2) = 0.350"));
        QCOMPARE(lines.back(), QStringLiteral("Σ xᵢ Wᵢ,3 + b3 = −7.90"));
    }

private:
    DerivationSubject subject() const { return {m_walk, m_anatomy, 0, 7, m_tokens}; }

    static ModelAnatomy tiny() {
        ModelAnatomy anatomy;
        anatomy.layers = 1;
        anatomy.heads = 1;
        anatomy.headDim = 2;
        anatomy.modelWidth = 2;
        anatomy.mlpWidth = 3;
        anatomy.activation = Activation::Relu;
        return anatomy;
    }

    const ModelAnatomy m_anatomy = tiny();
    const QStringList m_tokens{QStringLiteral("a"), QStringLiteral("b")};
    const BlockWalk m_walk{0, 1,
        {{Site::TokenEmbedding, 1, 2, {1, 4}}, {Site::PositionEmbedding, 1, 2, {2, 3}},
            {Site::BlockInput, 1, 2, {3, 7}}, {Site::AttentionInput, 1, 2, {-1, 1}},
            {Site::Queries, 1, 2, {0.5F, 1}}, {Site::AttentionScores, 1, 2, {2, 1}},
            {Site::AttentionWeights, 1, 2, {0.731F, 0.269F}},
            {Site::AttentionOutput, 1, 2, {0.25F, 1}}, {Site::AttentionResidual, 1, 2, {3.25F, 8}},
            {Site::FeedForwardHidden, 1, 3, {1.5F, -1, 2}},
            {Site::FeedForwardActivation, 1, 3, {1.5F, 0, 2}},
            {Site::FeedForwardOutput, 1, 2, {0.75F, 0}}, {Site::BlockOutput, 1, 2, {4, 8}},
            {Site::Logits, 1, 2, {1, 1}}}};
};

QTEST_APPLESS_MAIN(TestBlockDerivation)
#include "tst_block_derivation.moc"
