#include <QLocale>
#include <QTest>

#include "app/pages/block_derivation.h"

using namespace vitrine;
using namespace vitrine::app;
using widgets::DiagramPart;

/// A model of width 2 with one head, small enough to work out by hand.
class TestBlockDerivation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void putsNumbersIntoFormulas_data() {
        QTest::addColumn<int>("site");
        QTest::addColumn<bool>("next");
        QTest::addColumn<QString>("line"); // one of those expected
        const auto row = [](const char* name, Site site, bool next, const char* line) {
            QTest::newRow(name) << static_cast<int>(site) << next << QString::fromUtf8(line);
        };
        row("embedding", Site::TokenEmbedding, false, "e = E[7]");
        row("position", Site::PositionEmbedding, false, "p = P[1]");
        row("their sum", Site::BlockInput, false, "x₁ = 1.00 + 2.00 = 3.00");
        // The stream is (3, 7): mean 5, variance 4.
        row("mean and variance", Site::AttentionInput, false, "μ = 5.00   σ² = 4.00");
        row("normalised", Site::AttentionInput, false,
            "(x₁ − μ) ÷ σ = (3.00 − 5.00) ÷ 2.00 = −1.00");
        row("query", Site::Queries, false, "q₁ = Σ x̂ᵢ W_Qᵢ₁ + b₁ = 0.500");
        // d = 2: the score is the dot product over the root of 2.
        row("score", Site::AttentionScores, false, "a: 2.83 ÷ 1.41 = 2.00");
        // Scores 2 and 1, both seen: 1 ÷ (1 + 1/e).
        row("weight", Site::AttentionWeights, false, "a: 1 ÷ Σ exp(s − 2.00) = 1 ÷ 1.37 = 0.731");
        row("attention added", Site::AttentionResidual, false, "x′₁ = 3.00 + 0.250 = 3.25");
        row("activation", Site::FeedForwardActivation, false, "h₁ = ReLU(1.50) = 1.50");
        row("active neurons", Site::FeedForwardActivation, false, "u > 0: 2 ÷ 3");
        row("output", Site::BlockInput, true, "x₁ = 3.25 + 0.750 = 4.00");
        // Logits 1 and 1: each has probability one half.
        row("probability", Site::Logits, false, "p = exp(1.00 − 1.69) = 0.500");
    }
    void putsNumbersIntoFormulas() {
        QFETCH(int, site);
        QFETCH(bool, next);
        QFETCH(QString, line);
        const auto lines = blockDerivation({static_cast<Site>(site), next}, subject());
        QVERIFY2(lines.contains(line), qPrintable(lines.join(QLatin1Char('\n'))));
    }

    void hasNothingToSayOfWhatIsNotThere() {
        QVERIFY(blockDerivation({Site::SegmentEmbedding}, subject()).isEmpty());
        const BlockWalk nothing;
        const DerivationSubject empty{nothing, m_anatomy, 0, 0, m_tokens};
        for (const Site site : {Site::TokenEmbedding, Site::AttentionScores, Site::Logits})
            QVERIFY(blockDerivation({site}, empty).isEmpty());
    }

private:
    DerivationSubject subject() const { return {m_walk, m_anatomy, 0, 7, m_tokens}; }

    static ModelAnatomy tiny() {
        ModelAnatomy anatomy;
        anatomy.layers = 1;
        anatomy.heads = 1;
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
            {Site::FeedForwardOutput, 1, 2, {0.75F, 0}}, {Site::BlockInput, 1, 2, {4, 8}},
            {Site::Logits, 1, 2, {1, 1}}}};
};

QTEST_APPLESS_MAIN(TestBlockDerivation)
#include "tst_block_derivation.moc"
