#include <torch/torch.h>

#include <QtTest>

#include "engine/nn/linear.h"
#include "engine/nn/token_embedding.h"
#include "engine/nn/weight_matrix.h"

using namespace vitrine;

namespace {

constexpr std::int64_t In = 133; // no multiple of any vector's length
constexpr std::int64_t Out = 71;
/// Sums of 133 products of numbers around one, in float32.
constexpr double Float32Tolerance = 1e-4;
/// bfloat16 keeps 8 bits: of weights in products with few vectors, of both factors with many.
constexpr double BFloat16Tolerance = 0.25;

double largestDifference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
}

torch::Tensor reference(
    const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    const auto wide = torch::kDouble;
    return torch::linear(x.to(wide), weight.to(wide), bias.defined() ? bias.to(wide) : bias);
}

/// Half a step of each row's scale for every input.
double int8Tolerance(const torch::Tensor& x, const torch::Tensor& weight) {
    const auto steps = weight.abs().amax(/*dim=*/1) / 127; // [out]
    return (0.5 * steps.max() * x.abs().sum(/*dim=*/-1).max()).item<double>() + Float32Tolerance;
}

} // namespace

class TestWeightMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(20261122); }
    void multiplies_data();
    void multiplies();
    void int8IsExactWhereTheWeightsAre();
    void int8NeverOverflows();
    void int8TakesEmptyRowsAndVectors();
    void looksUpRows_data();
    void looksUpRows();
    void gradientsFlow();
    void modulesKeepNothingTwice();
};

void TestWeightMatrix::multiplies_data() {
    QTest::addColumn<DType>("form");
    QTest::addColumn<std::int64_t>("rows");
    QTest::addColumn<bool>("columnMajor");
    QTest::addColumn<bool>("withBias");
    const std::pair<DType, const char*> forms[]
        = {{DType::Float32, "float32"}, {DType::BFloat16, "bfloat16"}, {DType::Int8, "int8"}};
    for (const auto& [form, name] : forms) {
        for (const std::int64_t rows : {1, 2, 4, 5, 40}) { // few and many, see weight_matrix.cpp
            for (const bool columnMajor : {false, true}) {
                QTest::addRow("%s, %d rows, %s", name, static_cast<int>(rows),
                    columnMajor ? "column-major" : "row-major")
                    << form << rows << columnMajor << (rows % 2 == 0);
            }
        }
    }
}

void TestWeightMatrix::multiplies() {
    QFETCH(DType, form);
    QFETCH(std::int64_t, rows);
    QFETCH(bool, columnMajor);
    QFETCH(bool, withBias);
    const torch::NoGradGuard noGrad;
    const auto x = torch::randn({1, rows, In});
    const auto weight = columnMajor ? torch::randn({In, Out}).t() : torch::randn({Out, In});
    const auto bias = withBias ? torch::randn({Out}) : torch::Tensor();

    const auto y = nn::WeightMatrix(weight, form).multiply(x, bias);

    QCOMPARE(y.sizes().vec(), (std::vector<std::int64_t>{1, rows, Out}));
    QVERIFY(y.scalar_type() == torch::kFloat32);
    const double difference = largestDifference(y, reference(x, weight, bias));
    const double tolerance = form == DType::Float32 ? Float32Tolerance
        : form == DType::BFloat16                   ? BFloat16Tolerance
                                                    : int8Tolerance(x, weight);
    QVERIFY2(difference < tolerance, qPrintable(QString::number(difference)));
}

void TestWeightMatrix::int8IsExactWhereTheWeightsAre() {
    const torch::NoGradGuard noGrad;
    // Whole numbers up to ±127 with 127 in every row: the scale is 1.
    auto weight = torch::randint(-127, 128, {Out, In}).to(torch::kFloat32);
    weight.select(/*dim=*/1, 0).fill_(127);
    const auto x = torch::randn({3, In});
    const auto y = nn::WeightMatrix(weight, DType::Int8).multiply(x, {});
    // What is left is the fixed point of x: 1 in 2¹⁶ of its largest number.
    const double step = x.abs().max().item<double>() / 32767;
    const double bound = 0.5 * step * weight.abs().sum(/*dim=*/1).max().item<double>();
    QVERIFY(largestDifference(y, reference(x, weight, {})) < bound);
}

void TestWeightMatrix::int8NeverOverflows() {
    const torch::NoGradGuard noGrad;
    const std::int64_t in = 20'000; // 20,000 · 127 · 32,767 would be forty times too much
    const auto weight = torch::ones({2, in});
    const auto x = torch::ones({1, in});
    const auto y = nn::WeightMatrix(weight, DType::Int8).multiply(x, {});
    QVERIFY(largestDifference(y, torch::full({1, 2}, in)) < 1.0);
}

void TestWeightMatrix::int8TakesEmptyRowsAndVectors() {
    const torch::NoGradGuard noGrad;
    auto weight = torch::randn({Out, In});
    weight[3].zero_();
    const nn::WeightMatrix matrix(weight, DType::Int8);
    QCOMPARE(matrix.multiply(torch::randn({1, In}), {})[0][3].item<float>(), 0.0F);
    QCOMPARE(matrix.multiply(torch::zeros({1, In}), {}).abs().max().item<float>(), 0.0F);
}

void TestWeightMatrix::looksUpRows_data() {
    QTest::addColumn<DType>("form");
    QTest::addColumn<double>("tolerance");
    // Numbers up to about 4: half a step of bfloat16 there is 2⁻⁷, of int8 4 / 254.
    QTest::newRow("float32") << DType::Float32 << 1e-12;
    QTest::newRow("bfloat16") << DType::BFloat16 << 0.016;
    QTest::newRow("int8") << DType::Int8 << 0.02;
}

void TestWeightMatrix::looksUpRows() {
    QFETCH(DType, form);
    QFETCH(double, tolerance);
    const torch::NoGradGuard noGrad;
    const auto weight = torch::randn({Out, In});
    const auto ids = torch::tensor({{5, 0, 70}, {5, 1, 2}});
    const auto rows = nn::WeightMatrix(weight, form).rows(ids);
    QCOMPARE(rows.sizes().vec(), (std::vector<std::int64_t>{2, 3, In}));
    QVERIFY(largestDifference(rows, torch::embedding(weight, ids)) < tolerance);
}

void TestWeightMatrix::gradientsFlow() {
    const auto weight = torch::randn({Out, In}).requires_grad_();
    const auto bias = torch::randn({Out}).requires_grad_();
    nn::linearMap(torch::ones({1, In}), weight, bias).sum().backward();
    QVERIFY(largestDifference(weight.grad(), torch::ones({Out, In})) < 1e-12);
    QVERIFY(largestDifference(bias.grad(), torch::ones({Out})) < 1e-12);
}

void TestWeightMatrix::modulesKeepNothingTwice() {
    const torch::NoGradGuard noGrad;
    nn::Linear linear(In, Out);
    linear->weight.normal_();
    linear->bias.normal_();
    const auto x = torch::randn({1, In});
    const auto exact = linear(x);
    linear->compress(DType::Int8);
    QCOMPARE(linear->weight.numel(), 0);
    QVERIFY(largestDifference(linear(x), exact) < 1);

    nn::TokenEmbedding embedding(Out, In);
    embedding->weight.normal_();
    const auto logits = embedding->unembed(x);
    embedding->compress(DType::BFloat16);
    QCOMPARE(embedding->weight.numel(), 0);
    QVERIFY(largestDifference(embedding->unembed(x), logits) < BFloat16Tolerance);
}

QTEST_GUILESS_MAIN(TestWeightMatrix)
#include "tst_weight_matrix.moc"
