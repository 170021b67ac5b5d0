#include <torch/torch.h>

#include <QtTest>

#include "engine/models/gpt2.h"
#include "engine/nn/interrupted.h"
#include "engine/nn/kv_cache.h"

using namespace vitrine;

namespace {

/// The products have other shapes with a cache than without; float32.
constexpr double Tolerance = 1e-4;

models::Gpt2Config smallConfig() {
    models::Gpt2Config config;
    config.vocabularySize = 23;
    config.contextLength = 16;
    config.modelWidth = 12;
    config.layers = 2;
    config.heads = 3;
    config.mlpWidth = 48;
    config.initializerRange = 0.5; // large enough that every part shows in the output
    return config;
}

models::Gpt2 randomModel() {
    models::Gpt2 model(smallConfig());
    model->initialize(/*seed=*/20261122);
    model->eval();
    return model;
}

nn::KvCache emptyCache(std::int64_t rows) {
    const auto config = smallConfig();
    return nn::KvCache({config.layers, rows, config.heads, config.contextLength, config.headDim()},
        torch::dtype(torch::kFloat32));
}

bool close(const torch::Tensor& a, const torch::Tensor& b) {
    return a.sizes() == b.sizes() && (a - b).abs().max().item<double>() < Tolerance;
}

} // namespace

class TestKvCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesWhatNoCacheGives_data();
    void givesWhatNoCacheGives();
    void forgetsWhatIsTruncated();
    void rowsMove();
    void rowsAreCopied();
    void interruptionLeavesItAsItWas();
    void refusesMoreThanItHolds();
    void growsWithTheText();

private:
    const torch::NoGradGuard m_noGrad;
    models::Gpt2 m_model = randomModel();
    torch::Tensor m_ids = torch::tensor({{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}});
};

void TestKvCache::givesWhatNoCacheGives_data() {
    QTest::addColumn<std::vector<std::int64_t>>("parts");
    QTest::newRow("all at once") << std::vector<std::int64_t>{10};
    QTest::newRow("one by one") << std::vector<std::int64_t>(10, 1);
    QTest::newRow("a prompt, then one by one") << std::vector<std::int64_t>{7, 1, 1, 1};
    QTest::newRow("parts") << std::vector<std::int64_t>{3, 4, 2, 1};
}

void TestKvCache::givesWhatNoCacheGives() {
    QFETCH(std::vector<std::int64_t>, parts);
    const auto whole = m_model->hidden(m_ids);
    auto cache = emptyCache(1);
    for (const auto part : parts) {
        const auto first = cache.length();
        const auto hidden = m_model->hidden(m_ids.narrow(1, first, part), &cache);
        QVERIFY(close(hidden, whole.narrow(1, first, part)));
    }
    QCOMPARE(cache.length(), 10);
}

void TestKvCache::forgetsWhatIsTruncated() {
    auto cache = emptyCache(1);
    m_model->hidden(m_ids, &cache);
    cache.truncate(4);
    const auto other = torch::tensor({{7, 8}});
    const auto whole = torch::cat({m_ids.narrow(1, 0, 4), other}, 1);
    QVERIFY(close(m_model->hidden(other, &cache), m_model->hidden(whole).narrow(1, 4, 2)));
}

void TestKvCache::rowsMove() {
    const auto ids = torch::tensor({{3, 1, 4}, {3, 5, 9}, {3, 6, 5}}); // equal before position 1
    auto cache = emptyCache(3);
    m_model->hidden(ids, &cache);
    cache.reorder({2, 0, 0}, /*from=*/1);
    const auto next = torch::tensor({{7}, {8}, {9}});
    const auto whole = torch::cat({ids.index_select(0, torch::tensor({2, 0, 0})), next}, 1);
    QVERIFY(close(m_model->hidden(next, &cache), m_model->hidden(whole).narrow(1, 3, 1)));
}

void TestKvCache::rowsAreCopied() {
    auto cache = emptyCache(1);
    m_model->hidden(m_ids, &cache);
    auto copy = cache.copyOf({0, 0}, /*capacity=*/12);
    QCOMPARE(copy.rows(), 2);
    QCOMPARE(copy.capacity(), 12);
    const auto next = torch::tensor({{7}, {8}});
    const auto whole = torch::cat({m_ids.expand({2, 10}), next}, 1);
    QVERIFY(close(m_model->hidden(next, &copy), m_model->hidden(whole).narrow(1, 10, 1)));
    QCOMPARE(cache.length(), 10); // the original stays as it was
}

void TestKvCache::interruptionLeavesItAsItWas() {
    auto cache = emptyCache(1);
    m_model->hidden(m_ids.narrow(1, 0, 4), &cache);
    std::stop_source source;
    source.request_stop();
    const auto rest = m_ids.narrow(1, 4, 6);
    QVERIFY_THROWS_EXCEPTION(
        nn::Interrupted, m_model->hidden(rest, &cache, /*inspection=*/nullptr, source.get_token()));
    QCOMPARE(cache.length(), 4);
    QVERIFY(close(m_model->hidden(rest, &cache), m_model->hidden(m_ids).narrow(1, 4, 6)));
}

void TestKvCache::refusesMoreThanItHolds() {
    auto cache = emptyCache(1);
    m_model->hidden(m_ids, &cache);
    QVERIFY_THROWS_EXCEPTION(c10::Error, m_model->hidden(m_ids, &cache));
    QVERIFY_THROWS_EXCEPTION(c10::Error, cache.truncate(11));
}

/// Memory follows the text, not the context, and what was there stays.
void TestKvCache::growsWithTheText() {
    constexpr std::int64_t Context = 1 << 20;
    nn::KvCache cache({/*layers=*/2, /*batch=*/1, /*heads=*/1, Context, /*headDim=*/2},
        torch::dtype(torch::kFloat32));
    const auto numbers = torch::arange(2000.0F).view({1, 1, 1000, 2});
    for (std::int64_t done = 0; done < 1000; done += 250) {
        for (std::int64_t layer = 0; layer < 2; ++layer) {
            const auto part = numbers.narrow(2, done, 250);
            const auto [keys, values] = cache.append(layer, part, -part);
            QVERIFY(torch::equal(keys, numbers.narrow(2, 0, done + 250)));
            QVERIFY(torch::equal(values, -keys));
            QVERIFY(keys.storage().nbytes() < 4 * keys.nbytes());
        }
        cache.advance(250);
    }
    const auto copy = cache.copyOf({0, 0}, Context);
    QCOMPARE(copy.length(), 1000);
    QVERIFY(torch::equal(copy.stored(1).first[1], numbers[0]));
}

QTEST_GUILESS_MAIN(TestKvCache)
#include "tst_kv_cache.moc"
