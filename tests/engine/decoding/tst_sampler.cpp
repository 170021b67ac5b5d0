#include <cmath>
#include <vector>

#include <QtTest>

#include "engine/decoding/logit_processors.h"
#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/sampler.h"

using namespace vitrine;
using decoding::Sampler;

namespace {

constexpr int Draws = 100'000;

std::vector<float> logitsOf(const std::vector<double>& probabilities) {
    std::vector<float> logits;
    for (const double probability : probabilities) {
        logits.push_back(static_cast<float>(std::log(probability)));
    }
    return logits;
}

/// Σ (observed − expected)² / expected over the tokens that can occur.
double chiSquare(const std::vector<float>& logits, std::uint64_t seed) {
    const auto statistics = decoding::LogitStatistics::of(logits);
    std::vector<int> counts(logits.size());
    Sampler sampler(seed);
    for (int i = 0; i < Draws; ++i) {
        ++counts[static_cast<std::size_t>(Sampler::pick(logits, sampler.draw()))];
    }
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double expected = Draws * statistics.probability(logits[i]);
        if (expected > 0) {
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
        } else if (counts[i] > 0) {
            return INFINITY; // a token that was taken out
        }
    }
    return sum;
}

} // namespace

class TestSampler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsWhatTheDistributionSays_data();
    void drawsWhatTheDistributionSays();
    void tokensStandSideBySide();
    void firstNumbersAreFixed();
    void freshSeedsDiffer();
    void findsTokensDeepInAFlatVocabulary();
};

void TestSampler::drawsWhatTheDistributionSays_data() {
    QTest::addColumn<std::vector<float>>("logits");
    QTest::addColumn<double>("limit");
    const std::vector<double> five{0.1, 0.4, 0.05, 0.3, 0.15};
    // The limits are chi-square's 99.9 % points for 4, 1 and 299 degrees of freedom. The seed is
    // fixed, so that a right sampler passes always and not only 999 times in 1000.
    QTest::newRow("five tokens") << logitsOf(five) << 18.47;
    auto cut = logitsOf(five);
    decoding::TopK(2).apply(cut, {});
    QTest::newRow("two of five") << cut << 10.83;
    std::vector<double> many;
    for (int i = 0; i < 300; ++i) {
        many.push_back(1.0 + i % 7);
    }
    QTest::newRow("three hundred, with ties") << logitsOf(many) << 381.4;
}

void TestSampler::drawsWhatTheDistributionSays() {
    QFETCH(std::vector<float>, logits);
    QFETCH(double, limit);
    const double value = chiSquare(logits, /*seed=*/20261122);
    QVERIFY2(value < limit, qPrintable(QString::number(value)));
    QVERIFY(value > 0);
}

void TestSampler::tokensStandSideBySide() {
    const auto logits = logitsOf({0.1, 0.4, 0.05, 0.3, 0.15});
    QCOMPARE(Sampler::pick(logits, 0), 1); // [0, 0.4)
    QCOMPARE(Sampler::pick(logits, 0.399), 1);
    QCOMPARE(Sampler::pick(logits, 0.401), 3); // [0.4, 0.7)
    QCOMPARE(Sampler::pick(logits, 0.701), 4); // [0.7, 0.85)
    QCOMPARE(Sampler::pick(logits, 0.949), 0); // [0.85, 0.95)
    QCOMPARE(Sampler::pick(logits, std::nextafter(1.0, 0.0)), 2);
    QCOMPARE(Sampler::pick(std::vector<float>{1, 2, 2, 1}, 0), 1); // the smaller id of a tie
}

void TestSampler::firstNumbersAreFixed() {
    // The 10,000th number of std::mt19937_64 with its default seed is given by the C++ standard
    // ([rand.predef]).
    Sampler sampler(std::mt19937_64::default_seed);
    double number = 0;
    for (int i = 0; i < 10'000; ++i) {
        number = sampler.draw();
    }
    QCOMPARE(number, static_cast<double>(9981545732273789042ULL >> 11) / 9007199254740992.0);
}

void TestSampler::freshSeedsDiffer() {
    const auto first = Sampler::freshSeed();
    QVERIFY(first < (std::uint64_t(1) << 53));
    QVERIFY(first != Sampler::freshSeed() || first != Sampler::freshSeed());
}

void TestSampler::findsTokensDeepInAFlatVocabulary() {
    // Deep in a flat vocabulary, past every chunk that is sorted at once.
    std::vector<float> logits(50'000);
    for (std::size_t i = 0; i < logits.size(); ++i) {
        logits[i] = static_cast<float>((i * 7919) % 1000) * 1e-3F;
    }
    const auto statistics = decoding::LogitStatistics::of(logits);
    for (const double uniform : {0.001, 0.1, 0.5, 0.9, 0.999}) {
        const auto id = Sampler::pick(logits, uniform);
        double before = 0; // mass of the tokens that stand before it
        for (std::size_t i = 0; i < logits.size(); ++i) {
            const auto own = logits[static_cast<std::size_t>(id)];
            if (logits[i] > own || (logits[i] == own && static_cast<TokenId>(i) < id)) {
                before += statistics.probability(logits[i]);
            }
        }
        QVERIFY(before <= uniform + 1e-9);
        const float own = logits[static_cast<std::size_t>(id)];
        QVERIFY(before + statistics.probability(own) > uniform - 1e-9);
    }
}

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
