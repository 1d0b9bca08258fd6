"""Lets CMake build kefu._kefu; everything else is in pyproject.toml."""

import os
import pathlib
import shutil
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = pathlib.Path(__file__).resolve().parent


class CMakeBuild(build_ext):
    def build_extension(self, ext):
        build = pathlib.Path(self.build_temp).resolve()
        options = [
            "-DCMAKE_BUILD_TYPE=Release",
            "-DCMAKE_CXX_FLAGS_RELEASE=-O3 -DNDEBUG",
            f"-DPython_EXECUTABLE={sys.executable}",
            "-DKEFU_INSTALL=OFF", "-DKEFU_WERROR=OFF",
            "-DKEFU_BUILD_TOOLS=OFF", "-DKEFU_BUILD_TESTS=OFF",
            "-DKEFU_BUILD_BENCH=OFF", "-DKEFU_BUILD_EXAMPLES=OFF"]
        if shutil.which("ninja"):
            options += ["-G", "Ninja"]
        subprocess.run(["cmake", "-S", ROOT, "-B", build, *options],
                       check=True)
        jobs = str(self.parallel or len(os.sched_getaffinity(0)))
        subprocess.run(["cmake", "--build", build, "-j", jobs,
                        "--target", "kefu_python"], check=True)
        made = build / "python" / "kefu" / pathlib.Path(
            self.get_ext_filename("_kefu")).name
        target = pathlib.Path(self.get_ext_fullpath(ext.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, target)


setup(ext_modules=[Extension("kefu._kefu", sources=[])],
      cmdclass={"build_ext": CMakeBuild})
