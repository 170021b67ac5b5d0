#include <QTest>

#include <QSignalSpy>

#include "app/workspace/gpu_fallback.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms, for a loaded machine
const std::filesystem::path folder = VITRINE_TEST_SOURCE_DIR "/../models/tiny-en";
const Error ranOut{ErrorCode::OutOfMemory, {}, {}, "CUDA out of memory."};

DevicePlacement placed(DeviceKind device) {
    DevicePlacement placement;
    placement.device = device;
    placement.dtype = DType::BFloat16;
    return placement;
}

} // namespace

/// What an error does to a model that is said to be on a GPU; none is needed.
class TestGpuFallback : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theModelGoesToTheCpu() {
        ModelHost models;
        GpuFallback fallback(models, nullptr);
        QSignalSpy moved(&fallback, &GpuFallback::moved);
        std::shared_ptr<const api::TextModel> model;
        connect(
            &models, &ModelHost::loaded, &fallback, [&](const auto& loaded) { model = loaded; });
        fallback.take(ranOut, folder, placed(DeviceKind::Cuda));
        fallback.take(ranOut, folder, placed(DeviceKind::Cuda)); // others fail at the same time
        QVERIFY(moved.wait(patience));
        QCOMPARE(moved.count(), 1);
        QVERIFY(model);
        QCOMPARE(model->placement().device, DeviceKind::Cpu);
        QCOMPARE(model->placement().dtype, DType::BFloat16);
    }

    void nothingElseMovesIt_data() {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<DeviceKind>("device");
        QTest::newRow("memory of the CPU") << ErrorCode::OutOfMemory << DeviceKind::Cpu;
        QTest::newRow("another error") << ErrorCode::PromptTooLong << DeviceKind::Cuda;
    }
    void nothingElseMovesIt() {
        QFETCH(ErrorCode, code);
        QFETCH(DeviceKind, device);
        ModelHost models;
        GpuFallback fallback(models, nullptr);
        fallback.take(Error{code, {}, {}, {}}, folder, placed(device));
        QVERIFY(!models.isLoading());
    }

    void anotherModelIsNoMove() {
        ModelHost models;
        GpuFallback fallback(models, nullptr);
        QSignalSpy moved(&fallback, &GpuFallback::moved);
        QSignalSpy loaded(&models, &ModelHost::loaded);
        fallback.take(ranOut, folder, placed(DeviceKind::Cuda));
        models.load(folder, {}); // what the user opens meanwhile
        QVERIFY(loaded.wait(patience));
        QCOMPARE(moved.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestGpuFallback)
#include "tst_gpu_fallback.moc"
