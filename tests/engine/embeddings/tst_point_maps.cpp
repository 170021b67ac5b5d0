#include <cmath>

#include <QtTest>

#include <QJsonArray>

#include "engine/embeddings/clusters.h"
#include "engine/embeddings/nearest_points.h"
#include "engine/embeddings/pca.h"
#include "engine/embeddings/random.h"
#include "engine/embeddings/tsne.h"
#include "engine/embeddings/umap.h"
#include "engine/embeddings/vector_file.h"
#include "reference_vectors.h"

using namespace vitrine;
using namespace vitrine::embeddings;

namespace {

/// float32 projections of values of size 1.
constexpr double PlaceTolerance = 1e-4;
/// How much of the neighbourhoods a map may lose against scikit-learn's.
constexpr double TrustTolerance = 0.02;
constexpr int TrustNeighbours = 5;

enum class Method { Tsne, Umap };

using Points = std::vector<float>;

/// `count` points around each of `centres` corners, far apart.
Points clusters(int centres, int count, int width) {
    Random random(3);
    Points points;
    for (int i = 0; i < centres * count; ++i) {
        for (int axis = 0; axis < width; ++axis) {
            points.push_back(random.uniform() + (axis == i % centres ? 10.0F : 0.0F));
        }
    }
    return points;
}

/// Venna & Kaski 2001: 1 when every point's neighbours on the map were its neighbours before.
double trustworthiness(const Points& points, int width, const PointMap& map) {
    const int count = map.size();
    const auto before = nearestPoints(points, width, count - 1, 1);
    const auto after = nearestPoints(map.coordinates, map.dimensions, TrustNeighbours, 1);
    double penalty = 0;
    for (int i = 0; i < count; ++i) {
        for (int j = 0; j < TrustNeighbours; ++j) {
            const int other = after.indices[static_cast<std::size_t>(i * TrustNeighbours + j)];
            const auto* first = before.indices.data() + i * (count - 1);
            const auto rank = std::find(first, first + count - 1, other) - first + 1;
            penalty += std::max<double>(0, static_cast<double>(rank) - TrustNeighbours);
        }
    }
    return 1 - penalty * 2 / (count * TrustNeighbours * (2.0 * count - 3.0 * TrustNeighbours - 1));
}

Expected<PointMap> mapped(Method method, const Points& points, int width, const MapOptions& options,
    const MapCallback& onStep = {}, std::stop_token stop = {}) {
    return method == Method::Tsne
        ? tsne(points, width, {.map = options, .perplexity = 10, .steps = 500}, onStep, stop)
        : umap(points, width, {.map = options, .neighbours = 10, .epochs = 200}, onStep, stop);
}

double distance(const PointMap& map, int a, int b) {
    double sum = 0;
    for (int axis = 0; axis < map.dimensions; ++axis) {
        const double difference = map.point(a)[static_cast<std::size_t>(axis)]
            - map.point(b)[static_cast<std::size_t>(axis)];
        sum += difference * difference;
    }
    return std::sqrt(sum);
}

} // namespace

class TestPointMaps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsTheComponentsThatNumPyFinds();
    void findsThemOfFewPointsToo();
    void turnsAxesAsBefore();
    void keepsNeighbourhoodsAsWellAsScikitLearn_data() { methods(); }
    void keepsNeighbourhoodsAsWellAsScikitLearn();
    void partsClusters_data() { methods(); }
    void partsClusters();
    void repeatsWithTheSeed_data() { methods(); }
    void repeatsWithTheSeed();
    void staysWhenAWordIsAdded_data() { methods(); }
    void staysWhenAWordIsAdded();
    void isSeenFromTheFirstStep_data() { methods(); }
    void isSeenFromTheFirstStep();
    void stopsWhenAsked_data() { methods(); }
    void stopsWhenAsked();
    void mapsFewPoints_data();
    void mapsFewPoints();
    void fitsTheCurveOfUmap();
    void refusesWhatIsNoMap();
    void findsClusters();

private:
    static void methods() {
        QTest::addColumn<Method>("method");
        QTest::newRow("t-SNE") << Method::Tsne;
        QTest::newRow("UMAP") << Method::Umap;
    }
    Points m_points;
    int m_width = 0;
};

void TestPointMaps::initTestCase() {
    const auto file = readVectors(test::referenceFolder() / "vectors.npy");
    QVERIFY(file);
    const auto all = file->table->parts().vectors;
    m_points.assign(all.begin(), all.end());
    m_width = file->table->dimensions();
}

void TestPointMaps::findsTheComponentsThatNumPyFinds() {
    const auto expected = test::referenceNumbers()[u"components"].toObject();
    const auto map = principalComponents(m_points, m_width, {.dimensions = 3, .before = {}});
    QVERIFY(map);
    const auto places = expected[u"places"].toArray();
    QCOMPARE(static_cast<qsizetype>(map->coordinates.size()), places.size());
    for (int i = 0; i < places.size(); ++i) {
        const double difference
            = map->coordinates[static_cast<std::size_t>(i)] - places[i].toDouble();
        QVERIFY2(std::abs(difference) < PlaceTolerance, qPrintable(QString::number(difference)));
    }
    for (int axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(map->explained[static_cast<std::size_t>(axis)]
                    - expected[u"explained"].toArray()[axis].toDouble())
            < 1e-6);
    }
}

/// Of fewer points than dimensions another matrix is taken apart; distances must come out the same.
void TestPointMaps::findsThemOfFewPointsToo() {
    const Points three{1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0};
    const auto map = principalComponents(three, 4, {.before = {}});
    QVERIFY(map);
    QVERIFY(std::abs(distance(*map, 0, 1) - std::sqrt(5.0)) < PlaceTolerance);
    QVERIFY(std::abs(distance(*map, 0, 2) - std::sqrt(10.0)) < PlaceTolerance);
    QVERIFY(std::abs(distance(*map, 1, 2) - std::sqrt(13.0)) < PlaceTolerance);
    QVERIFY(std::abs(map->explained[0] + map->explained[1] - 1) < 1e-6);
}

void TestPointMaps::turnsAxesAsBefore() {
    const auto map = principalComponents(m_points, m_width, {.before = {}}).value();
    auto mirrored = map.coordinates;
    for (std::size_t i = 0; i < mirrored.size(); i += 2) {
        mirrored[i] = -mirrored[i];
    }
    mirrored[0] = mirrored[1] = std::numeric_limits<float>::quiet_NaN(); // new since
    const auto again = principalComponents(m_points, m_width, {.before = mirrored}).value();
    for (std::size_t i = 2; i < mirrored.size(); ++i) {
        QCOMPARE(again.coordinates[i], mirrored[i]);
    }
}

void TestPointMaps::keepsNeighbourhoodsAsWellAsScikitLearn() {
    QFETCH(Method, method);
    const double reference = test::referenceNumbers()[u"tsne_trustworthiness"].toDouble();
    QVERIFY(reference > 0.8);
    const auto map = mapped(method, m_points, m_width, {.before = {}});
    QVERIFY(map);
    const double trust = trustworthiness(m_points, m_width, *map);
    QVERIFY2(trust > reference - TrustTolerance,
        qPrintable(QStringLiteral("%1, scikit-learn %2").arg(trust).arg(reference)));
}

void TestPointMaps::partsClusters() {
    QFETCH(Method, method);
    for (const int dimensions : {2, 3}) {
        const auto points = clusters(3, 40, 8);
        const auto map = mapped(method, points, 8, {.dimensions = dimensions, .before = {}});
        QVERIFY(map);
        QCOMPARE(map->size(), 120);
        // Every point's nearest on the map is of its own cluster.
        const auto nearest = nearestPoints(map->coordinates, dimensions, 1, 1);
        for (int i = 0; i < 120; ++i) {
            QCOMPARE(nearest.indices[static_cast<std::size_t>(i)] % 3, i % 3);
        }
    }
}

void TestPointMaps::repeatsWithTheSeed() {
    QFETCH(Method, method);
    const auto one = mapped(method, m_points, m_width, {.seed = 4, .threads = 1, .before = {}});
    const auto two = mapped(method, m_points, m_width, {.seed = 4, .threads = 3, .before = {}});
    const auto other = mapped(method, m_points, m_width, {.seed = 5, .threads = 1, .before = {}});
    QVERIFY(one && two && other);
    QVERIFY(*one == *two);
    QVERIFY(*one != *other);
}

void TestPointMaps::staysWhenAWordIsAdded() {
    QFETCH(Method, method);
    auto points = clusters(3, 40, 8);
    const auto map = mapped(method, points, 8, {.before = {}}).value();
    // One more in the first cluster.
    points.insert(points.end(), points.begin(), points.begin() + 8);
    points.back() += 0.1F;
    auto before = map.coordinates;
    before.insert(before.end(), 2, std::numeric_limits<float>::quiet_NaN());
    const auto again = mapped(method, points, 8, {.before = before}).value();
    QVERIFY(std::equal(map.coordinates.begin(), map.coordinates.end(), again.coordinates.begin()));
    const auto nearest = nearestPoints(again.coordinates, 2, 1, 1);
    QCOMPARE(nearest.indices.back() % 3, 0);
}

void TestPointMaps::isSeenFromTheFirstStep() {
    QFETCH(Method, method);
    int steps = 0;
    PointMap last;
    const auto map
        = mapped(method, m_points, m_width, {.before = {}}, [&](const MapProgress& progress) {
              QCOMPARE(progress.step, ++steps);
              QCOMPARE(progress.map.size(), 60);
              last = progress.map;
          });
    QVERIFY(map);
    QCOMPARE(steps, method == Method::Tsne ? 500 : 200);
    QVERIFY(last == *map);
}

void TestPointMaps::stopsWhenAsked() {
    QFETCH(Method, method);
    std::stop_source source;
    int steps = 0;
    const auto map = mapped(
        method, m_points, m_width, {.before = {}},
        [&](const MapProgress&) {
            ++steps;
            source.request_stop();
        },
        source.get_token());
    QVERIFY(!map);
    QCOMPARE(map.error().code, ErrorCode::Interrupted);
    QCOMPARE(steps, 1);
}

void TestPointMaps::mapsFewPoints_data() {
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 3, 4, 5, 12}) {
        QTest::addRow("t-SNE of %d", count) << Method::Tsne << count;
        QTest::addRow("UMAP of %d", count) << Method::Umap << count;
    }
}

void TestPointMaps::mapsFewPoints() {
    QFETCH(Method, method);
    QFETCH(int, count);
    for (const bool equal : {false, true}) {
        const Points points
            = equal ? Points(static_cast<std::size_t>(count) * 8, 1.0F) : clusters(count, 1, 8);
        const auto map = mapped(method, points, 8, {.before = {}});
        QVERIFY(map);
        QCOMPARE(map->size(), count);
        QVERIFY(std::ranges::all_of(
            map->coordinates, [](float value) { return std::isfinite(value); }));
    }
}

void TestPointMaps::fitsTheCurveOfUmap() {
    const auto curves = test::referenceNumbers()[u"curves"].toArray();
    QVERIFY(!curves.isEmpty());
    for (const auto& each : curves) {
        const auto expected = each.toObject();
        const auto curve
            = fitUmapCurve(expected[u"minimum"].toDouble(), expected[u"spread"].toDouble());
        QVERIFY(std::abs(curve.a / expected[u"a"].toDouble() - 1) < 1e-3);
        QVERIFY(std::abs(curve.b / expected[u"b"].toDouble() - 1) < 1e-3);
    }
}

void TestPointMaps::refusesWhatIsNoMap() {
    QCOMPARE(tsne({}, 3).error().code, ErrorCode::OptionInvalid);
    QCOMPARE(umap({}, 3).error().code, ErrorCode::OptionInvalid);
    QCOMPARE(principalComponents({}, 3).error().code, ErrorCode::OptionInvalid);
    QCOMPARE(tsne(m_points, m_width, {.map = {.dimensions = 4, .before = {}}}).error().code,
        ErrorCode::OptionInvalid);
}

void TestPointMaps::findsClusters() {
    const auto found = clustersOf(clusters(3, 20, 8), 8, 3);
    for (std::size_t i = 0; i < found.size(); ++i) {
        QCOMPARE(found[i], static_cast<int>(i % 3)); // numbered as the points meet them
    }
    QCOMPARE(clustersOf(Points(16, 1.0F), 8, 5), (std::vector{0, 0})); // equal points, one cluster
    QCOMPARE(clustersOf({}, 8, 3), std::vector<int>());
    for (const int centres : {2, 3, 5}) { // as many as there are, though more are allowed
        const auto natural = naturalClusters(clusters(centres, 6, 8), 8, 6);
        for (std::size_t i = 0; i < natural.size(); ++i) {
            QCOMPARE(natural[i], static_cast<int>(i) % centres);
        }
    }
    QCOMPARE(naturalClusters(Points(32, 1.0F), 8, 3), (std::vector{0, 0, 0, 0}));
}

QTEST_GUILESS_MAIN(TestPointMaps)
#include "tst_point_maps.moc"
